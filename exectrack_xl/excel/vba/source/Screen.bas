Option Explicit
' Going to sheets, marking cells and taking the marks away, asking for a day. No Python is needed.

' A mark is a conditional format with this condition: the person's own colours stay beneath it.
Private Const MARK As String = "=""execution tracker finding""=""execution tracker finding"""

Public Sub TrackerSay(ByVal text As String)
    If Left$(text, 1) = "#" Then text = Mid$(text, 2)
    MsgBox text, vbExclamation, "Execution Tracker"
End Sub

Public Sub TrackerShow(ByVal title As String)
    Dim sheet As Object
    On Error GoTo missing
    Set sheet = ThisWorkbook.Worksheets(title)
    sheet.Visible = -1           ' xlSheetVisible
    sheet.Activate
    Exit Sub
missing:
    TrackerSay "This workbook has no sheet '" & title & "'. It was deleted or renamed."
End Sub

Public Sub TrackerHighlight(ByVal title As String, ByVal cells As String)
    ' Marks cells of a sheet, such as "A4,B7".
    Dim rule As Object
    Set rule = ThisWorkbook.Worksheets(title).Range(cells).FormatConditions.Add(2, , MARK)
    rule.Interior.Color = RGB(253, 241, 204)
    rule.SetFirstPriority
End Sub

Public Sub TrackerClearHighlights()
    ' Takes away every mark, and nothing else.
    Dim sheet As Object
    Dim place As Long
    For Each sheet In ThisWorkbook.Worksheets
        For place = sheet.Cells.FormatConditions.Count To 1 Step -1
            If IsMark(sheet.Cells.FormatConditions(place)) Then sheet.Cells.FormatConditions(place).Delete
        Next place
    Next sheet
End Sub

Private Function IsMark(ByVal rule As Object) As Boolean
    On Error GoTo other          ' data bars and icons have no formula
    IsMark = rule.Formula1 = MARK
other:
End Function

Public Function TrackerAskFile() As String
    ' The list that is to be brought in; "" where the person breaks off.
    Dim chosen As Variant
    #If Mac Then
        chosen = Application.GetOpenFilename()
    #Else
        chosen = Application.GetOpenFilename("Lists and plans,*.xlsx;*.xlsm;*.csv;*.json;*.xml;*.xer;*.mpp", , _
            "Bring in my list")
    #End If
    If VarType(chosen) = vbString Then TrackerAskFile = chosen
End Function

Public Function TrackerAskSince() As String
    ' The day since when changes are asked for, as 2026-10-16; "" where the person breaks off.
    Dim typed As String
    typed = InputBox("What has changed since which day? Give a day on or after the first snapshot.", _
        "Execution Tracker", LastSnapshot())
    If typed = "" Then Exit Function
    If IsDate(typed) Then
        TrackerAskSince = Format(CDate(typed), "yyyy-mm-dd")
    Else
        TrackerSay "'" & typed & "' is no date. Type it as 2026-10-16."
    End If
End Function

Private Function LastSnapshot() As String
    ' The last snapshot before the status date, where there is one.
    Dim cell As Object
    Dim latest As Double
    Dim day As Double
    On Error GoTo none
    day = CDbl(CDate(ThisWorkbook.Names("setting_status_date").RefersToRange.Value))
    For Each cell In TableNamed("Snapshots").ListColumns("Date").DataBodyRange.Cells
        If IsDate(cell.Value) Then
            If CDbl(cell.Value) > latest And CDbl(cell.Value) < day Then latest = CDbl(cell.Value)
        End If
    Next cell
    If latest > 0 Then LastSnapshot = Format(CDate(latest), "yyyy-mm-dd")
none:
End Function
