# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'catalogue_dialog.ui'
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
from PySide6.QtWidgets import (QApplication, QComboBox, QDialog, QFormLayout,
    QHBoxLayout, QLabel, QLineEdit, QProgressBar,
    QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout,
    QWidget)

class Ui_CatalogueDialog(object):
    def setupUi(self, CatalogueDialog):
        if not CatalogueDialog.objectName():
            CatalogueDialog.setObjectName(u"CatalogueDialog")
        CatalogueDialog.resize(560, 420)
        self.outer = QVBoxLayout(CatalogueDialog)
        self.outer.setSpacing(12)
        self.outer.setObjectName(u"outer")
        self.outer.setContentsMargins(24, 24, 24, 16)
        self.heading = QLabel(CatalogueDialog)
        self.heading.setObjectName(u"heading")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setProperty(u"role", u"heading")

        self.outer.addWidget(self.heading)

        self.intro = QLabel(CatalogueDialog)
        self.intro.setObjectName(u"intro")
        self.intro.setTextFormat(Qt.TextFormat.PlainText)
        self.intro.setWordWrap(True)
        self.intro.setProperty(u"role", u"muted")

        self.outer.addWidget(self.intro)

        self.options = QFormLayout()
        self.options.setObjectName(u"options")
        self.options.setHorizontalSpacing(12)
        self.options.setVerticalSpacing(8)
        self.options.setContentsMargins(0, 0, 0, 0)
        self.titleLabel = QLabel(CatalogueDialog)
        self.titleLabel.setObjectName(u"titleLabel")
        self.titleLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.options.setWidget(0, QFormLayout.ItemRole.LabelRole, self.titleLabel)

        self.bookTitle = QLineEdit(CatalogueDialog)
        self.bookTitle.setObjectName(u"bookTitle")

        self.options.setWidget(0, QFormLayout.ItemRole.FieldRole, self.bookTitle)

        self.languageLabel = QLabel(CatalogueDialog)
        self.languageLabel.setObjectName(u"languageLabel")
        self.languageLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.options.setWidget(1, QFormLayout.ItemRole.LabelRole, self.languageLabel)

        self.language = QComboBox(CatalogueDialog)
        self.language.setObjectName(u"language")

        self.options.setWidget(1, QFormLayout.ItemRole.FieldRole, self.language)

        self.editionLabel = QLabel(CatalogueDialog)
        self.editionLabel.setObjectName(u"editionLabel")
        self.editionLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.options.setWidget(2, QFormLayout.ItemRole.LabelRole, self.editionLabel)

        self.edition = QComboBox(CatalogueDialog)
        self.edition.setObjectName(u"edition")

        self.options.setWidget(2, QFormLayout.ItemRole.FieldRole, self.edition)

        self.villageLabel = QLabel(CatalogueDialog)
        self.villageLabel.setObjectName(u"villageLabel")
        self.villageLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.options.setWidget(3, QFormLayout.ItemRole.LabelRole, self.villageLabel)

        self.village = QComboBox(CatalogueDialog)
        self.village.setObjectName(u"village")

        self.options.setWidget(3, QFormLayout.ItemRole.FieldRole, self.village)

        self.recordingsLabel = QLabel(CatalogueDialog)
        self.recordingsLabel.setObjectName(u"recordingsLabel")
        self.recordingsLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.options.setWidget(4, QFormLayout.ItemRole.LabelRole, self.recordingsLabel)

        self.recordings = QComboBox(CatalogueDialog)
        self.recordings.setObjectName(u"recordings")

        self.options.setWidget(4, QFormLayout.ItemRole.FieldRole, self.recordings)

        self.targetLabel = QLabel(CatalogueDialog)
        self.targetLabel.setObjectName(u"targetLabel")
        self.targetLabel.setTextFormat(Qt.TextFormat.PlainText)

        self.options.setWidget(5, QFormLayout.ItemRole.LabelRole, self.targetLabel)

        self.targetRow = QHBoxLayout()
        self.targetRow.setSpacing(8)
        self.targetRow.setObjectName(u"targetRow")
        self.targetRow.setContentsMargins(0, 0, 0, 0)
        self.target = QLineEdit(CatalogueDialog)
        self.target.setObjectName(u"target")

        self.targetRow.addWidget(self.target)

        self.choose = QPushButton(CatalogueDialog)
        self.choose.setObjectName(u"choose")
        self.choose.setAutoDefault(False)

        self.targetRow.addWidget(self.choose)


        self.options.setLayout(5, QFormLayout.ItemRole.FieldRole, self.targetRow)


        self.outer.addLayout(self.options)

        self.editionNote = QLabel(CatalogueDialog)
        self.editionNote.setObjectName(u"editionNote")
        self.editionNote.setTextFormat(Qt.TextFormat.PlainText)
        self.editionNote.setText(u"")
        self.editionNote.setWordWrap(True)
        self.editionNote.setProperty(u"role", u"muted")

        self.outer.addWidget(self.editionNote)

        self.space = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.outer.addItem(self.space)

        self.result = QLabel(CatalogueDialog)
        self.result.setObjectName(u"result")
        self.result.setTextFormat(Qt.TextFormat.PlainText)
        self.result.setText(u"")
        self.result.setWordWrap(True)

        self.outer.addWidget(self.result)

        self.progressPanel = QWidget(CatalogueDialog)
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
        self.reveal = QPushButton(CatalogueDialog)
        self.reveal.setObjectName(u"reveal")
        self.reveal.setAutoDefault(False)
        self.reveal.setFlat(True)

        self.buttons.addWidget(self.reveal)

        self.open = QPushButton(CatalogueDialog)
        self.open.setObjectName(u"open")
        self.open.setAutoDefault(False)
        self.open.setFlat(True)

        self.buttons.addWidget(self.open)

        self.buttonSpace = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.buttonSpace)

        self.cancel = QPushButton(CatalogueDialog)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setAutoDefault(False)

        self.buttons.addWidget(self.cancel)

        self.start = QPushButton(CatalogueDialog)
        self.start.setObjectName(u"start")
        self.start.setAutoDefault(True)

        self.buttons.addWidget(self.start)


        self.outer.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.titleLabel.setBuddy(self.bookTitle)
        self.languageLabel.setBuddy(self.language)
        self.editionLabel.setBuddy(self.edition)
        self.villageLabel.setBuddy(self.village)
        self.recordingsLabel.setBuddy(self.recordings)
        self.targetLabel.setBuddy(self.target)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(CatalogueDialog)

        self.start.setDefault(True)


        QMetaObject.connectSlotsByName(CatalogueDialog)
    # setupUi

    def retranslateUi(self, CatalogueDialog):
        CatalogueDialog.setWindowTitle(QCoreApplication.translate("CatalogueDialog", u"Print the catalogue", None))
        self.heading.setText(QCoreApplication.translate("CatalogueDialog", u"Print the catalogue", None))
        self.intro.setText(QCoreApplication.translate("CatalogueDialog", u"A book in PDF with photos, map, people and index, ready for the printer.", None))
        self.titleLabel.setText(QCoreApplication.translate("CatalogueDialog", u"Title", None))
        self.languageLabel.setText(QCoreApplication.translate("CatalogueDialog", u"Language", None))
        self.editionLabel.setText(QCoreApplication.translate("CatalogueDialog", u"Edition", None))
        self.villageLabel.setText(QCoreApplication.translate("CatalogueDialog", u"Village", None))
        self.recordingsLabel.setText(QCoreApplication.translate("CatalogueDialog", u"Recordings", None))
        self.targetLabel.setText(QCoreApplication.translate("CatalogueDialog", u"File", None))
        self.choose.setText(QCoreApplication.translate("CatalogueDialog", u"Choose\u2026", None))
#if QT_CONFIG(accessibility)
        self.progressBar.setAccessibleName(QCoreApplication.translate("CatalogueDialog", u"Progress", None))
#endif // QT_CONFIG(accessibility)
        self.reveal.setText(QCoreApplication.translate("CatalogueDialog", u"Show in folder", None))
        self.open.setText(QCoreApplication.translate("CatalogueDialog", u"Open the book", None))
        self.cancel.setText(QCoreApplication.translate("CatalogueDialog", u"Cancel", None))
        self.start.setText(QCoreApplication.translate("CatalogueDialog", u"Print to PDF", None))
    # retranslateUi

