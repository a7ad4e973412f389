Option Explicit
' What the buttons of the tab "Execution Tracker" do; the buttons stand in customUI14.xml.
' Those that ask Python say so with Ask; the others need no Python.

Public Sub OnRefresh(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.refresh()"
End Sub

Public Sub OnThisWeek(control As IRibbonControl)
    TrackerShow "This week"
End Sub

Public Sub OnReviewed(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.reviewed()"
End Sub

Public Sub OnChase(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.chase()"
End Sub

Public Sub OnSnapshot(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.snapshot()"
End Sub

Public Sub OnCheckData(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.check_data()"
End Sub

Public Sub OnClearHighlights(control As IRibbonControl)
    TrackerClearHighlights
End Sub

Public Sub OnNewRow(control As IRibbonControl)
    TrackerNewRow control.Tag    ' the table's name
End Sub

Public Sub OnImportList(control As IRibbonControl)
    Dim path As String
    path = TrackerAskFile()
    If path <> "" Then Ask "import udfs.ribbon; udfs.ribbon.import_list(bytes.fromhex('" & Hexed(path) & "').decode('utf-16-be'))"
End Sub

Public Sub OnQuarterlyDeck(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.quarterly_deck()"
End Sub

Public Sub OnDeck(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.deck('" & Word(control.Tag) & "')"
End Sub

Public Sub OnReport(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.report('" & Word(control.Tag) & "')"
End Sub

Public Sub OnRefreshDeck(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.refresh_deck()"
End Sub

Public Sub OnRefreshReport(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.refresh_report()"
End Sub

Public Sub OnWhatChanged(control As IRibbonControl)
    Dim since As String
    since = TrackerAskSince()
    If since <> "" Then Ask "import udfs.ribbon; udfs.ribbon.what_changed('" & Word(since) & "')"
End Sub

Public Sub OnForecast(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.forecast()"
End Sub

Public Sub OnExplainCell(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.explain_cell()"
End Sub

Public Sub OnSettings(control As IRibbonControl)
    TrackerShow "Settings"
End Sub

Public Sub OnHelp(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.show_help()"
End Sub

Private Sub Ask(ByVal command As String)
    ' A button is a new attempt: what was missing before may have been installed since.
    Dim wasRefused As Boolean
    On Error GoTo refused
    wasRefused = TrackerRefusal() <> ""
    TrackerRetry
    #If Not Mac Then
        If TrackerRefusal() <> "" Then Err.Raise 1000, Description:=TrackerRefusal()
    #End If
    RunPython command
    #If Not Mac Then
        If wasRefused Then Application.CalculateFull
    #End If
    Exit Sub
refused:
    TrackerSay Err.Description
End Sub

Public Function Hexed(ByVal text As String) As String
    ' A text as hexadecimal digits, four a letter: whatever a file is called, nothing but digits is handed to Python.
    Dim place As Long
    For place = 1 To Len(text)
        Hexed = Hexed & Right$("000" & Hex$(AscW(Mid$(text, place, 1)) And &HFFFF&), 4)
    Next place
End Function

Public Function Word(ByVal text As String) As String
    ' Letters, digits and hyphens of a text: what is handed to Python can be nothing else.
    Dim place As Long
    For place = 1 To Len(text)
        If Mid$(text, place, 1) Like "[A-Za-z0-9_-]" Then Word = Word & Mid$(text, place, 1)
    Next place
End Function
