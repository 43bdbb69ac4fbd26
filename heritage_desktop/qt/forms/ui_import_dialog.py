# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'import_dialog.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QDialog, QHBoxLayout,
    QHeaderView, QLabel, QProgressBar, QPushButton,
    QSizePolicy, QSpacerItem, QTableView, QVBoxLayout,
    QWidget)

class Ui_ImportDialog(object):
    def setupUi(self, ImportDialog):
        if not ImportDialog.objectName():
            ImportDialog.setObjectName(u"ImportDialog")
        ImportDialog.resize(900, 620)
        self.outer = QVBoxLayout(ImportDialog)
        self.outer.setSpacing(12)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 24, 24, 16)
        self.heading = QLabel(ImportDialog)
        self.heading.setObjectName(u"heading")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setProperty(u"role", u"heading")

        self.outer.addWidget(self.heading)

        self.intro = QLabel(ImportDialog)
        self.intro.setObjectName(u"intro")
        self.intro.setTextFormat(Qt.TextFormat.PlainText)
        self.intro.setWordWrap(True)
        self.intro.setProperty(u"role", u"muted")

        self.outer.addWidget(self.intro)

        self.choices = QHBoxLayout()
        self.choices.setSpacing(8)
        self.choices.setObjectName(u"choices")
        self.choices.setContentsMargins(0, 0, 0, 0)
        self.targetLabel = QLabel(ImportDialog)
        self.targetLabel.setObjectName(u"targetLabel")
        self.targetLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.choices.addWidget(self.targetLabel)

        self.target = QComboBox(ImportDialog)
        self.target.setObjectName(u"target")

        self.choices.addWidget(self.target)

        self.villageLabel = QLabel(ImportDialog)
        self.villageLabel.setObjectName(u"villageLabel")
        self.villageLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.choices.addWidget(self.villageLabel)

        self.village = QComboBox(ImportDialog)
        self.village.setObjectName(u"village")

        self.choices.addWidget(self.village)

        self.choicesSpace = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.choices.addItem(self.choicesSpace)


        self.outer.addLayout(self.choices)

        self.files = QTableView(ImportDialog)
        self.files.setObjectName(u"files")

        self.outer.addWidget(self.files)

        self.summary = QLabel(ImportDialog)
        self.summary.setObjectName(u"summary")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setText(u"")
        self.summary.setWordWrap(True)

        self.outer.addWidget(self.summary)

        self.progressPanel = QWidget(ImportDialog)
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

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.buttonSpace = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonSpace)

        self.cancel = QPushButton(ImportDialog)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.start = QPushButton(ImportDialog)
        self.start.setObjectName(u"start")
        self.start.setAutoDefault(True)

        self.buttons.addWidget(self.start)


        self.outer.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.targetLabel.setBuddy(self.target)
        self.villageLabel.setBuddy(self.village)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(ImportDialog)

        self.start.setDefault(True)


        QMetaObject.connectSlotsByName(ImportDialog)
    # setupUi

    def retranslateUi(self, ImportDialog):
        ImportDialog.setWindowTitle(QCoreApplication.translate("ImportDialog", u"Import photos", None))
        self.heading.setText(QCoreApplication.translate("ImportDialog", u"Import photos", None))
        self.intro.setText(QCoreApplication.translate("ImportDialog", u"The originals are copied as they are; nothing in them is changed.", None))
        self.targetLabel.setText(QCoreApplication.translate("ImportDialog", u"Put them", None))
#if QT_CONFIG(accessibility)
        self.target.setAccessibleName(QCoreApplication.translate("ImportDialog", u"Where the photos go", None))
#endif // QT_CONFIG(accessibility)
        self.villageLabel.setText(QCoreApplication.translate("ImportDialog", u"Village", None))
#if QT_CONFIG(accessibility)
        self.village.setAccessibleName(QCoreApplication.translate("ImportDialog", u"Village of the new items", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.files.setAccessibleName(QCoreApplication.translate("ImportDialog", u"Files to import", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.progressBar.setAccessibleName(QCoreApplication.translate("ImportDialog", u"Progress", None))
#endif // QT_CONFIG(accessibility)
        self.cancel.setText(QCoreApplication.translate("ImportDialog", u"Cancel", None))
        self.start.setText(QCoreApplication.translate("ImportDialog", u"Import", None))
    # retranslateUi

