@echo off
rem Runs Coppice from an unpacked archive, with the runtime in it or, where there is none, with a Java 17 or newer.
setlocal
set "root=%~dp0..\"
set "jar=%root%lib\coppice.jar"
set "major=17"
set "java=%root%runtime\bin\java.exe"
if exist "%java%" goto run

set "java=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
set "major=0"
for /f "tokens=2,3" %%u in ('^""%java%" -version 2^>^&1^"') do (
    if /i "%%u"=="version" for /f "tokens=1 delims=.-+" %%m in ("%%~v") do set "major=%%m"
)
if %major% LSS 17 (
    echo coppice: this archive has no runtime, and no Java 17 or newer was found. Install one, or set JAVA_HOME to it. 1>&2
    exit /b 1
)

:run
if not defined OMP_NUM_THREADS (
    for /f %%c in ('powershell -NoProfile -Command "(Get-CimInstance Win32_Processor | Measure-Object NumberOfCores -Sum).Sum"') do set "OMP_NUM_THREADS=%%c"
)
if not defined OMP_NUM_THREADS set "OMP_NUM_THREADS=%NUMBER_OF_PROCESSORS%"
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=passive"
for /f %%m in ('powershell -NoProfile -Command "[int]((Get-CimInstance Win32_ComputerSystem).TotalPhysicalMemory / 1MB)"') do set "mib=%%m"
if not defined mib set "mib=4096"
set /a heap=mib/4, arrays=mib/10*7, physical=mib/10*9
set "newer="
if %major% GEQ 23 set "newer=--sun-misc-unsafe-memory-access=allow"

"%java%" %newer% -XX:+UseSerialGC -Xmx%heap%m -Djava.awt.headless=true -Dfile.encoding=UTF-8 ^
    -Dorg.bytedeco.javacpp.maxbytes=%arrays%m -Dorg.bytedeco.javacpp.maxphysicalbytes=%physical%m ^
    -Dcoppice.cores=%OMP_NUM_THREADS% %COPPICE_JAVA_OPTIONS% -jar "%jar%" %*
exit /b %ERRORLEVEL%
