# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'merge_dialog.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDialog, QFrame, QHBoxLayout,
    QLabel, QProgressBar, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

class Ui_MergeDialog(object):
    def setupUi(self, MergeDialog):
        if not MergeDialog.objectName():
            MergeDialog.setObjectName(u"MergeDialog")
        MergeDialog.resize(560, 440)
        self.outer = QVBoxLayout(MergeDialog)
        self.outer.setSpacing(12)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 24, 24, 16)
        self.heading = QLabel(MergeDialog)
        self.heading.setObjectName(u"heading")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setProperty(u"role", u"heading")

        self.outer.addWidget(self.heading)

        self.file = QLabel(MergeDialog)
        self.file.setObjectName(u"file")
        self.file.setTextFormat(Qt.TextFormat.PlainText)
        self.file.setText(u"")
        self.file.setWordWrap(True)
        self.file.setProperty(u"role", u"muted")

        self.outer.addWidget(self.file)

        self.sender = QLabel(MergeDialog)
        self.sender.setObjectName(u"sender")
        self.sender.setTextFormat(Qt.TextFormat.PlainText)
        self.sender.setText(u"")
        self.sender.setWordWrap(True)

        self.outer.addWidget(self.sender)

        self.progressPanel = QWidget(MergeDialog)
        self.progressPanel.setObjectName(u"progressPanel")
        self.progressColumn = QVBoxLayout(self.progressPanel)
        self.progressColumn.setSpacing(4)
        self.progressColumn.setObjectName(u"progressColumn")
        self.progressColumn.setContentsMargins(0, 0, 0, 0)
        self.progressRow = QHBoxLayout()
        self.progressRow.setSpacing(8)
        self.progressRow.setObjectName(u"progressRow")
        self.progressRow.setContentsMargins(0, 0, 0, 0)
        self.progressBar = QProgressBar(self.progressPanel)
        self.progressBar.setObjectName(u"progressBar")
        self.progressBar.setValue(0)
        self.progressBar.setTextVisible(False)

        self.progressRow.addWidget(self.progressBar)


        self.progressColumn.addLayout(self.progressRow)

        self.progressText = QLabel(self.progressPanel)
        self.progressText.setObjectName(u"progressText")
        self.progressText.setTextFormat(Qt.TextFormat.PlainText)
        self.progressText.setText(u"")
        self.progressText.setProperty(u"role", u"muted")

        self.progressColumn.addWidget(self.progressText)


        self.outer.addWidget(self.progressPanel)

        self.card = QFrame(MergeDialog)
        self.card.setObjectName(u"card")
        self.card.setProperty(u"role", u"card")
        self.cardColumn = QVBoxLayout(self.card)
        self.cardColumn.setSpacing(8)
        self.cardColumn.setObjectName(u"cardColumn")
        self.cardColumn.setContentsMargins(16, 16, 16, 16)
        self.outcome = QLabel(self.card)
        self.outcome.setObjectName(u"outcome")
        self.outcome.setTextFormat(Qt.TextFormat.PlainText)
        self.outcome.setText(u"")
        self.outcome.setWordWrap(True)
        self.outcome.setProperty(u"role", u"heading")

        self.cardColumn.addWidget(self.outcome)

        self.details = QLabel(self.card)
        self.details.setObjectName(u"details")
        self.details.setTextFormat(Qt.TextFormat.PlainText)
        self.details.setText(u"")
        self.details.setWordWrap(True)

        self.cardColumn.addWidget(self.details)


        self.outer.addWidget(self.card)

        self.refusal = QFrame(MergeDialog)
        self.refusal.setObjectName(u"refusal")
        self.refusal.setProperty(u"role", u"error")
        self.refusalColumn = QVBoxLayout(self.refusal)
        self.refusalColumn.setSpacing(8)
        self.refusalColumn.setObjectName(u"refusalColumn")
        self.refusalColumn.setContentsMargins(16, 12, 16, 12)
        self.refusalText = QLabel(self.refusal)
        self.refusalText.setObjectName(u"refusalText")
        self.refusalText.setTextFormat(Qt.TextFormat.PlainText)
        self.refusalText.setText(u"")
        self.refusalText.setWordWrap(True)

        self.refusalColumn.addWidget(self.refusalText)


        self.outer.addWidget(self.refusal)

        self.promise = QLabel(MergeDialog)
        self.promise.setObjectName(u"promise")
        self.promise.setTextFormat(Qt.TextFormat.PlainText)
        self.promise.setWordWrap(True)
        self.promise.setProperty(u"role", u"muted")

        self.outer.addWidget(self.promise)

        self.space = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.space)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.buttonSpace = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonSpace)

        self.cancel = QPushButton(MergeDialog)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.start = QPushButton(MergeDialog)
        self.start.setObjectName(u"start")
        self.start.setAutoDefault(True)

        self.buttons.addWidget(self.start)


        self.outer.addLayout(self.buttons)


        self.retranslateUi(MergeDialog)

        self.start.setDefault(True)


        QMetaObject.connectSlotsByName(MergeDialog)
    # setupUi

    def retranslateUi(self, MergeDialog):
        MergeDialog.setWindowTitle(QCoreApplication.translate("MergeDialog", u"Take in a bundle", None))
        self.heading.setText(QCoreApplication.translate("MergeDialog", u"Take in a bundle", None))
#if QT_CONFIG(accessibility)
        self.progressBar.setAccessibleName(QCoreApplication.translate("MergeDialog", u"Progress", None))
#endif // QT_CONFIG(accessibility)
        self.promise.setText(QCoreApplication.translate("MergeDialog", u"Nothing you wrote is overwritten: where you both wrote, both are kept and you choose. Undo takes the whole bundle back.", None))
        self.cancel.setText(QCoreApplication.translate("MergeDialog", u"Cancel", None))
        self.start.setText(QCoreApplication.translate("MergeDialog", u"Merge", None))
    # retranslateUi

