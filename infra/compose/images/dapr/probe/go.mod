module firewatch.dev/images/probe

go 1.26.8
