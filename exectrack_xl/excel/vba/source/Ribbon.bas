Option Explicit
' What the buttons of the tab "Execution Tracker" do; the buttons stand in customUI14.xml.

Public Sub OnRefresh(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.refresh()"
End Sub

Public Sub OnSnapshot(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.snapshot()"
End Sub

Public Sub OnCheckData(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.check_data()"
End Sub

Public Sub OnQuarterlyDeck(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.quarterly_deck()"
End Sub

Public Sub OnStakeholderReport(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.stakeholder_report()"
End Sub

Public Sub OnExplainCell(control As IRibbonControl)
    Ask "import udfs.ribbon; udfs.ribbon.explain_cell()"
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
    MsgBox Plain(Err.Description), vbExclamation, "Execution Tracker"
End Sub

Private Function Plain(ByVal text As String) As String
    If Left$(text, 1) = "#" Then Plain = Mid$(text, 2) Else Plain = text
End Function
