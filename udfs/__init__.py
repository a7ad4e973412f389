"""The spreadsheet's way in: every metric as a worksheet function, and one macro for each button of the ribbon.

    functions   what Excel calls, made from the catalogue of metrics
    ribbon      what the buttons call
    answers     from the arguments of a cell to what the cell shows; the same for Excel and LibreOffice
    excel       the host Excel: whose tables are read where a cell leaves them out
    libreoffice the host LibreOffice
    helper      the process that answers LibreOffice's cells and its menu
    office      LibreOffice as the helper sees it
    menu        what the entries of its menu do
Holds no rule of its own: numbers come from `exectrack_xl.metrics`.
"""
