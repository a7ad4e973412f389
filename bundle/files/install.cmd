@echo off
rem Installs exectrack-xl @VERSION@ for you alone, without an administrator and without a network.
setlocal
set "TARGET=%LOCALAPPDATA%\exectrack-xl\@VERSION@-python@PYTHON@"
if exist "%TARGET%\python.exe" goto packages
mkdir "%TARGET%" 2>nul
tar -xf "%~dp0python-embed.zip" -C "%TARGET%"
if errorlevel 1 goto failed
rem Packages are found in Lib\site-packages; variables such as PYTHONPATH count for nothing here.
(echo python@TAG@.zip& echo .& echo Lib\site-packages& echo import site) > "%TARGET%\python@TAG@._pth"
:packages
"%TARGET%\python.exe" "%~dp0install.py"
if errorlevel 1 goto failed
echo.
echo Close Excel, then open your tracker. If a cell shows #NAME?, run:
echo "%TARGET%\Scripts\exectrack.exe" doctor
pause
exit /b 0
:failed
echo.
echo This did not work. Close Excel and try again; README.txt says more.
pause
exit /b 1
