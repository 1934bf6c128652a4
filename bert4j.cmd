@echo off
rem The bert4j command on Windows, from a checkout: builds once, then runs. Nobody has run this yet.
rem Reads JAVA_HOME (a JDK 25 or later) and BERT4J_JAVA_OPTIONS.
setlocal
chcp 65001 >nul
set "ROOT=%~dp0"
if not defined JAVA_HOME (
    echo bert4j: set JAVA_HOME to a JDK 25 or later. 1>&2
    exit /b 2
)
if not exist "%ROOT%cli\target\classpath" (
    echo Building bert4j. The first time, Maven fetches about 330 MB into its local repository. 1>&2
    call mvn -B -q -f "%ROOT%pom.xml" -pl cli -am -Dmaven.test.skip=true -Dformat.skip=true package 1>&2
    if errorlevel 1 exit /b 2
)
set /p LIBRARIES=<"%ROOT%cli\target\classpath"
"%JAVA_HOME%\bin\java" --enable-native-access=ALL-UNNAMED %BERT4J_JAVA_OPTIONS% -cp "%ROOT%cli\target\bert4j-cli.jar;%LIBRARIES%" org.bert4j.cli.Main %*
exit /b %errorlevel%
