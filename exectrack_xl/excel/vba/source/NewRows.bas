Option Explicit
' New rows: a number, a day and a reporter come by themselves. No Python is needed.
' Which tables, and under which heads, stands in module TableRules; it is made from the schema.

Private handed As Collection     ' per table, the highest number given out in this session

Public Sub TrackerNewRow(ByVal table As String)
    ' Adds a row to a table and selects the first cell to be typed in; where that fails, the table is as it was.
    Dim list As Object
    Dim place As Long
    Dim rows As Long
    Dim shown As Variant
    Dim reason As String
    On Error GoTo failed
    Set list = TableNamed(table)
    If list Is Nothing Then Err.Raise 1000, Description:="This workbook has no table '" & table & "'."
    rows = list.ListRows.Count
    shown = list.Parent.Visible
    list.Parent.Visible = -1     ' xlSheetVisible
    list.Parent.Activate
    Application.EnableEvents = False
    place = FreeRow(list)
    FillRow list, place
    Application.EnableEvents = True
    CellUnder(list, Part(RuleOf(table), 3), place).Select
    TrackerChanged list.Parent
    Exit Sub
failed:
    reason = Err.Description
    Application.EnableEvents = False
    If Not IsEmpty(shown) Then TakeBack list, rows, place, shown
    Application.EnableEvents = True
    TrackerSay "No row was added. " & reason
End Sub

Private Sub TakeBack(ByVal list As Object, ByVal rows As Long, ByVal place As Long, ByVal shown As Variant)
    ' The table as it was before a row that could not be finished.
    Dim number As Long
    On Error GoTo gone
    If list.ListRows.Count > rows Then
        list.ListRows(list.ListRows.Count).Delete
    ElseIf place > 0 Then
        For number = 2 To 5      ' the ID, what is typed, the day, the reporter
            If Part(RuleOf(list.Name), number) <> "" Then CellUnder(list, Part(RuleOf(list.Name), number), place).ClearContents
        Next number
    End If
    list.Parent.Visible = shown
gone:
End Sub

Public Sub TrackerFillRows(ByVal sheet As Object, ByVal changed As Object)
    ' Fills in what a row lacks in which something was typed; a cleared cell fills nothing.
    Dim list As Object
    On Error GoTo failed
    If sheet.ListObjects.Count = 0 Then Exit Sub
    For Each list In sheet.ListObjects
        If RuleOf(list.Name) <> "" Then FillRowsOf list, changed
    Next list
    Exit Sub
failed:                          ' typing goes on; Refresh fills in what is missing
    Application.EnableEvents = True
End Sub

Private Sub FillRowsOf(ByVal list As Object, ByVal changed As Object)
    Dim typed As Object
    Dim area As Object
    Dim line As Object
    If list.DataBodyRange Is Nothing Then Exit Sub
    Set typed = Application.Intersect(changed, list.DataBodyRange)
    If typed Is Nothing Then Exit Sub
    Application.EnableEvents = False
    For Each area In typed.Areas
        For Each line In area.Rows
            If Application.WorksheetFunction.CountA(line) > 0 Then
                FillRow list, line.Row - list.DataBodyRange.Row + 1
            End If
        Next line
    Next area
    Application.EnableEvents = True
End Sub

Private Sub FillRow(ByVal list As Object, ByVal place As Long)
    Dim rule As String
    Dim cell As Object
    rule = RuleOf(list.Name)
    Set cell = CellUnder(list, Part(rule, 2), place)
    If cell Is Nothing Then Exit Sub
    If CStr(cell.Value) <> "" Then Exit Sub
    cell.Value = NewId(list, Part(rule, 1), Part(rule, 2))
    FillBlank CellUnder(list, Part(rule, 4), place), StatusDay()
    FillBlank CellUnder(list, Part(rule, 5), place), ReporterName()
End Sub

Private Sub FillBlank(ByVal cell As Object, ByVal value As Variant)
    If cell Is Nothing Then Exit Sub
    If CStr(cell.Value) = "" Then cell.Value = value
End Sub

Private Function FreeRow(ByVal list As Object) As Long
    ' The one blank row of an empty table, or a new row at the end.
    If Not list.DataBodyRange Is Nothing Then
        If list.ListRows.Count = 1 Then
            If CStr(CellUnder(list, Part(RuleOf(list.Name), 2), 1).Value) = "" And _
               CStr(CellUnder(list, Part(RuleOf(list.Name), 3), 1).Value) = "" Then
                FreeRow = 1
                Exit Function
            End If
        End If
    End If
    list.ListRows.Add
    FreeRow = list.ListRows.Count
End Function

Private Function NewId(ByVal list As Object, ByVal prefix As String, ByVal head As String) As String
    ' One more than any number the table has, the Snapshots remember, or this session gave out.
    Dim memory As Object
    Dim highest As String
    highest = HighestId(prefix, ValuesOf(list.ListColumns(head).DataBodyRange), GivenOut(list.Name))
    Set memory = TableNamed("Snapshots")
    If Not memory Is Nothing Then
        If Not memory.DataBodyRange Is Nothing Then
            highest = HighestId(prefix, ValuesOf(memory.ListColumns("ID").DataBodyRange), highest)
        End If
    End If
    NewId = NextId(prefix, highest)
    If handed Is Nothing Then Set handed = New Collection
    On Error GoTo first
    handed.Remove list.Name
first:
    handed.Add NewId, list.Name
End Function

Private Function GivenOut(ByVal table As String) As String
    On Error GoTo none
    GivenOut = handed(table)
none:
End Function

Public Function HighestId(ByVal prefix As String, ByVal ids As Variant, ByVal least As String) As String
    ' The ID of the highest number with this prefix; least where there is none above it.
    Dim id As Variant
    HighestId = least
    For Each id In ids
        If NumberOf(prefix, CStr(id)) > NumberOf(prefix, HighestId) Then HighestId = CStr(id)
    Next id
End Function

Public Function NextId(ByVal prefix As String, ByVal highest As String) As String
    ' The ID after the highest, as many digits wide: IS-047 comes after IS-046, R-001 first of all.
    Dim digits As Long
    digits = Len(highest) - Len(prefix) - 1
    If digits < 1 Then digits = 3
    NextId = prefix & "-" & Format(NumberOf(prefix, highest) + 1, String(digits, "0"))
End Function

Private Function NumberOf(ByVal prefix As String, ByVal id As String) As Double
    Dim digits As String
    If UCase$(Left$(id, Len(prefix) + 1)) <> UCase$(prefix & "-") Then Exit Function
    digits = Mid$(id, Len(prefix) + 2)
    If digits = "" Or Len(digits) > 9 Or digits Like "*[!0-9]*" Then Exit Function
    NumberOf = CDbl(digits)
End Function

Private Function StatusDay() As Date
    ' The status date of Settings, as every judgement takes it; today where there is none.
    On Error GoTo unknown
    StatusDay = CDate(ThisWorkbook.Names("setting_status_date").RefersToRange.Value)
    If StatusDay > 1 Then Exit Function
unknown:
    StatusDay = Date
End Function

Private Function ReporterName() As String
    On Error GoTo unknown
    ReporterName = CStr(ThisWorkbook.Names("setting_project_manager").RefersToRange.Value)
unknown:
    If ReporterName = "" Then ReporterName = Application.UserName
End Function

Public Function RuleOf(ByVal table As String) As String
    ' "Issues;IS;Issue ID;Title;Raised on;Reporter" for Issues, "" for a table without numbers.
    Dim rules As String
    Dim place As Long
    rules = NumberedTables()
    place = InStr(1, rules, "|" & table & ";", vbTextCompare)
    If place > 0 Then RuleOf = Mid$(rules, place + 1, InStr(place + 1, rules, "|") - place - 1)
End Function

Public Function Part(ByVal rule As String, ByVal number As Long) As String
    ' The part of a rule at a place counted from 0.
    Dim parts As Variant
    parts = Split(rule, ";")
    If number <= UBound(parts) Then Part = parts(number)
End Function

Private Function CellUnder(ByVal list As Object, ByVal head As String, ByVal place As Long) As Object
    On Error GoTo none
    If head <> "" Then Set CellUnder = list.ListColumns(head).DataBodyRange.Cells(place, 1)
none:
End Function

Private Function ValuesOf(ByVal cells As Object) As Variant
    ValuesOf = cells.Value
    If Not IsArray(ValuesOf) Then ValuesOf = Array(ValuesOf)
End Function

Public Function TableNamed(ByVal name As String) As Object
    Dim sheet As Object
    Dim list As Object
    For Each sheet In ThisWorkbook.Worksheets
        For Each list In sheet.ListObjects
            If LCase$(list.Name) = LCase$(name) Then Set TableNamed = list
        Next list
    Next sheet
End Function
