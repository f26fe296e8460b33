@echo off
rem Runs Coppice from this checkout: builds on first use, then starts Java. Unlike the sh launcher it does not notice
rem changed sources: delete cli\target to build again.
setlocal
set "root=%~dp0"
set "jar=%root%cli\target\coppice.jar"
set "stamp=%root%cli\target\launcher.stamp"

set "java=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
"%java%" -version >nul 2>&1 || (
    echo coppice: Java not found. Install a JDK 17 or newer, or set JAVA_HOME to one. 1>&2
    exit /b 1
)
set "major=0"
for /f "tokens=2,3" %%u in ('^""%java%" -version 2^>^&1^"') do (
    if /i "%%u"=="version" for /f "tokens=1 delims=.-+" %%m in ("%%~v") do set "major=%%m"
)
if %major% LSS 17 (
    echo coppice: Coppice needs a JDK 17 or newer. Install one, or set JAVA_HOME to it. 1>&2
    exit /b 1
)

if not exist "%stamp%" (
    echo coppice: building; this happens once and takes a minute or two, downloads included 1>&2
    pushd "%root%"
    call mvnw.cmd -q -B -ntp -Dquick -Dmaven.test.skip=true package 1>&2
    if errorlevel 1 (
        popd
        echo coppice: The build failed; see above. 1>&2
        exit /b 1
    )
    popd
    type nul > "%stamp%"
)

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
