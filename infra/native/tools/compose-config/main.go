// Prints what a compose file means, as JSON: the project as `docker compose config` resolves it, each reference to a variable, and the
// programs that containers and health checks run. Compose's own loader does the first, of the version that docker compose 2.40.3 has, in a
// program that builds in seconds: a test compares the two where docker compose is (infra/compose/src/check/read-compose-file.test.ts).
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

type output struct {
	Project    *types.Project      `json:"project"`
	References []reference         `json:"references"`
	Programs   map[string]programs `json:"programs"`
}

func main() {
	flag.Usage = func() {
		fmt.Fprintf(flag.CommandLine.Output(), "Usage: %s --project-directory DIR --env-file FILE COMPOSE-FILE\n", os.Args[0])
		flag.PrintDefaults()
	}
	directory := flag.String("project-directory", ".", "`folder` that relative paths are taken from")
	envFile := flag.String("env-file", "", "`file` of variables; nothing of the environment is read")
	flag.Parse()
	if flag.NArg() != 1 || *envFile == "" {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *directory, *envFile); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(file, directory, envFile string) error {
	project, err := load(file, directory, envFile)
	if err != nil {
		return err
	}
	references, err := findReferences(file)
	if err != nil {
		return err
	}
	programs, err := findPrograms(project)
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(output{project, references, programs})
}

// load resolves the file with every profile.
func load(file, directory, envFile string) (*types.Project, error) {
	options, err := cli.NewProjectOptions(
		[]string{file},
		cli.WithWorkingDirectory(directory),
		cli.WithEnvFiles(envFile),
		cli.WithDotEnv,
		cli.WithProfiles([]string{"*"}),
	)
	if err != nil {
		return nil, err
	}
	return options.LoadProject(context.Background())
}
