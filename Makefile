.PHONY: help run build test check format bench drill fuzz migration rehearse screenshots
help: ; @grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16
run: ; @dotnet run --project src/Acquis -c Release -- serve --demonstration ## serve http://localhost:5080, with the demonstration in an empty data folder
build: ; dotnet build Acquis.slnx ## build everything
test: ; dotnet run scripts/test.cs ## install what tests need, run every test on both databases
check: ; dotnet run scripts/check.cs ## before each commit: format, build, domain and structure tests
format: ; dotnet format Acquis.slnx ## put the code in its form
bench: ; dotnet run --project bench/Acquis.Bench -c Release ## measure; figures go to docs/performance.md
drill: ; dotnet run scripts/drill.cs ## kill program and database server twenty times, fill and slow the disk; writes docs/drills.md
fuzz: ; @dotnet run --project tests/Acquis.Engines.Tests -c Release -- -noColor -explicit only -showLiveOutput -class Acquis.Engines.Tests.Fuzzing.FuzzTests ## try a million bad inputs on whatever reads what comes from outside
migration: ; dotnet run scripts/migration.cs -- $(NAME) ## add a migration on both databases: make migration NAME=AddThing
rehearse: ; dotnet run --project src/Acquis -c Release -- rehearse --framework frameworks/expert-isi.yaml --candidates 30 --seed 7 --data out/rehearsal-data --out out/rehearsal ## a synthetic promotion goes the whole way
screenshots: ; dotnet run --project tests/Acquis.Browser.Tests -c Release -- -noColor -explicit only -class Acquis.Browser.Tests.ScreenshotsTests ## take the pictures of the README anew
