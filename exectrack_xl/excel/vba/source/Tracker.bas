Option Explicit
' The workbook's own side of its worksheet functions: when to ask Python again,
' and what to say in the cell when Python cannot answer.

Private Const CATEGORY As String = "Execution Tracker"

Private tick As Long             ' rises with every edit of a table
Private searched As Boolean      ' whether the cells entered in earlier sessions have been looked for
Private watched As Collection    ' per sheet, the cells whose function was given no table
Private refusal As String        ' why Python cannot answer; empty while it can
Private accepted As Boolean      ' whether this session's Python has been found fit

' ---- Following edits ---------------------------------------------------------------------

Public Function TrackerTick(ParamArray tables() As Variant) As Long
    ' Every call hands this number to Python: a new one tells it to read the tables again.
    ' TrackerTick(costs, risks) also notes the calling cell when it gives not all of these
    ' tables; TrackerTick() notes it always. A cell that gives its tables needs no noting:
    ' Excel itself recalculates it when they change.
    Dim index As Long
    Dim leavesOut As Boolean
    leavesOut = UBound(tables) < LBound(tables)
    For index = LBound(tables) To UBound(tables)
        If IsMissing(tables(index)) Then leavesOut = True
    Next index
    If leavesOut And TypeName(Application.Caller) = "Range" Then Watch Application.Caller
    If tick = 0 Then RaiseTick
    TrackerTick = tick
End Function

Public Sub TrackerChanged(ByVal sheet As Object)
    ' A table may have changed: every cell that reads tables unseen by Excel is due.
    Dim index As Long
    Dim due As Collection
    Dim cells As Range
    If sheet.ListObjects.Count = 0 Then Exit Sub
    RaiseTick
    If Not searched Then FindWatched
    If watched Is Nothing Then Exit Sub
    Set due = New Collection     ' a copy: recalculating may add to the cells watched
    For index = 1 To watched.Count
        due.Add watched(index)
    Next index
    For Each cells In due
        MarkDirty cells
    Next cells
End Sub

Private Sub RaiseTick()
    ' Counted from the clock, so that a number is never given twice, even after a reset.
    Dim seconds As Long
    seconds = CLng((Now - #1/1/2025#) * 86400#)
    If seconds > tick Then tick = seconds Else tick = tick + 1
End Sub

Private Sub MarkDirty(ByVal cells As Range)
    On Error GoTo deleted
    cells.Dirty                  ' with automatic calculation this recalculates at once
deleted:                         ' the cells are gone, and nothing is due
End Sub

Private Sub Watch(ByVal cell As Range)
    Dim known As Range
    Dim key As String
    If watched Is Nothing Then Set watched = New Collection
    key = cell.Worksheet.Parent.Name & "!" & cell.Worksheet.Name
    Set known = WatchedOn(key)
    If known Is Nothing Then
        Forget key
        watched.Add cell, key
    ElseIf Application.Intersect(known, cell) Is Nothing Then
        Forget key
        watched.Add Application.Union(known, cell), key
    End If
End Sub

Private Function WatchedOn(ByVal key As String) As Range
    Dim known As Range
    Dim place As String
    On Error GoTo none
    Set known = watched(key)
    place = known.Address        ' fails when the cells have been deleted
    Set WatchedOn = known
none:
End Function

Private Sub Forget(ByVal key As String)
    On Error GoTo unknown
    watched.Remove key
unknown:
End Sub

Private Sub FindWatched()
    ' Once per session: cells entered in earlier sessions have not called TrackerTick yet.
    Dim sheet As Worksheet
    searched = True
    For Each sheet In ThisWorkbook.Worksheets
        FindWatchedOn sheet
    Next sheet
End Sub

Private Sub FindWatchedOn(ByVal sheet As Worksheet)
    Dim cell As Range
    Dim previous As String
    Dim leavesOut As Boolean
    On Error GoTo noFormulas
    For Each cell In sheet.UsedRange.SpecialCells(xlCellTypeFormulas)
        If cell.Formula <> previous Then      ' a table's column repeats one formula
            previous = cell.Formula
            leavesOut = LeavesTableOut(previous)
        End If
        If leavesOut Then Watch cell
    Next cell
noFormulas:
End Sub

Public Function LeavesTableOut(ByVal formula As String) As Boolean
    ' Whether a formula calls a function of ours and names fewer tables than it reads. In doubt
    ' it says yes: the cell is then calculated once too often, and TrackerTick knows better.
    Dim place As Long
    Dim tables As Long
    Dim arguments As String
    place = InStr(formula, "(")
    Do While place > 0
        tables = TablesReadBy(WordBefore(formula, place))
        If tables > 0 Then
            arguments = Mid$(formula, place, InStr(place, formula & ")", ")") - place)
            If UBound(Split(arguments, "[")) < tables Then LeavesTableOut = True
        End If
        place = InStr(place + 1, formula, "(")
    Loop
End Function

Private Function WordBefore(ByVal text As String, ByVal place As Long) As String
    Dim first As Long
    first = place
    Do While first > 1
        If Not (Mid$(text, first - 1, 1) Like "[A-Za-z0-9_.]") Then Exit Do
        first = first - 1
    Loop
    WordBefore = Mid$(text, first, place - first)
End Function

Private Function TablesReadBy(ByVal name As String) As Long
    Dim list As String
    Dim key As String
    Dim place As Long
    list = WatchedFunctions()    ' "|SPI=1|EAC=2|", in module FunctionHelp
    key = "|" & UCase$(name) & "="
    place = InStr(list, key)
    If place > 0 Then TablesReadBy = Val(Mid$(list, place + Len(key), 2))
End Function

' ---- Opening -----------------------------------------------------------------------------

Public Sub TrackerOpened()
    ' Prepares what a person would miss, and leaves the workbook as saved as it was.
    Dim wasSaved As Boolean
    wasSaved = ThisWorkbook.Saved
    CheckRuntime
    On Error GoTo withoutHelp    ' a window without menus cannot take help; the functions work
    DescribeFunctions
withoutHelp:
    ThisWorkbook.Saved = wasSaved
End Sub

Public Sub DescribeFunction(ByVal name As String, ByVal text As String, ByVal arguments As Variant)
    ' What Excel shows in Insert Function; arguments is an array of texts, maybe empty.
    Dim macro As String
    macro = "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!" & name
    If UBound(arguments) < LBound(arguments) Then
        Application.MacroOptions macro:=macro, Description:=text, Category:=CATEGORY
    Else
        Application.MacroOptions macro:=macro, Description:=text, Category:=CATEGORY, _
            ArgumentDescriptions:=arguments
    End If
End Sub

' ---- The guard around the embedded runtime -----------------------------------------------
' The runtime's function XLPy stands between every worksheet function and Python. It asks
' TrackerRefusal first, TrackerAccept when Python has answered, TrackerRefuse when it has not.
' A refusal is a sentence that begins with "#": the wrapper shows it in the cell, and the
' dashboards take the last good value instead. It holds until a button is pressed, so that
' a workbook of many functions does not wait for Python once per cell.

Public Function TrackerRefusal() As String
    TrackerRefusal = refusal
End Function

Public Sub TrackerRetry()
    refusal = ""
    accepted = False
    CheckRuntime
End Sub

Public Sub TrackerAccept(ByVal python As Object)
    Dim found As String
    If accepted Then Exit Sub
    found = python.Str(python.GetAttr(python.Module("xlwings"), "__version__"))
    If found <> XLWINGS_VERSION Then
        Err.Raise 1000, Description:="#Python has xlwings " & found & ", this workbook needs " & XLWINGS_VERSION & _
            ". Run: pip install xlwings==" & XLWINGS_VERSION & ". Then restart Excel."
    End If
    python.Module "exectrack_xl"
    accepted = True
End Sub

Public Function TrackerRefuse(ByVal number As Long, ByVal text As String) As String
    If Left$(text, 1) = "#" Then
        refusal = text
    ElseIf InStr(text, "No module named 'exectrack_xl'") > 0 Then
        refusal = "#Python lacks exectrack-xl. Run: pip install exectrack-xl. Then press Refresh."
    ElseIf number = 48 Or number = 53 Or InStr(text, ".dll") > 0 Then
        refusal = "#Python with xlwings " & XLWINGS_VERSION & " was not found. Install Python, then run: " & _
            "pip install exectrack-xl xlwings==" & XLWINGS_VERSION & ". Then restart Excel."
    Else
        refusal = "#Python did not start. Run: exectrack doctor. It said: " & text
    End If
    TrackerRefuse = refusal
End Function

Private Sub CheckRuntime()
    #If Mac Then
        refusal = "#On a Mac, functions in cells need Excel for Windows. Press Refresh for new numbers."
    #Else
        Dim dimensions As Long
        On Error GoTo missing
        NDims Array(0), dimensions    ' loads the runtime's library; Python itself is not started
        Exit Sub
missing:
        TrackerRefuse Err.Number, Err.Description
    #End If
End Sub
