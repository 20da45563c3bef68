@echo off
rem Runs the damson.jar beside this file. Java 17 or later is that of JAVA_HOME, or the first on the PATH. JAVA_OPTS holds options for the JVM.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" %JAVA_OPTS% -jar "%~dp0damson.jar" %*
exit /b %ERRORLEVEL%
