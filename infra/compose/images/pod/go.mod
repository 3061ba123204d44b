module firewatch.dev/images/pod

go 1.26.8
