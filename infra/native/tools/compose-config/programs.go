package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/compose-spec/compose-go/v2/types"
	"mvdan.cc/sh/v3/syntax"
)

// programs are what a service runs, as its file says: nothing of what its image would run by itself.
type programs struct {
	// Of `entrypoint` and `command`; of `command` alone these may be arguments of the image's own entrypoint.
	Start []string `json:"start"`
	Probe []string `json:"probe"`
}

// Each with the language that its scripts are in: in a plain sh, bash's `[[` is a program that is not there.
var shells = map[string]syntax.LangVariant{
	"sh": syntax.LangPOSIX, "ash": syntax.LangPOSIX, "dash": syntax.LangPOSIX, "bash": syntax.LangBash,
}

var (
	// Programs whose arguments are a command: how many arguments of their own come first.
	launchers = map[string]int{"env": 0, "exec": 0, "command": 0, "nice": 0, "nohup": 0, "timeout": 1}
	builtins  = strings.Fields(". : [ alias break cd continue echo eval exit export false getopts hash kill let local printf pwd read " +
		"readonly return set shift source test times trap true type ulimit umask unset wait")
)

func findPrograms(project *types.Project) (map[string]programs, error) {
	found := map[string]programs{}
	for name, service := range project.Services {
		start, err := programsOf(append(slices.Clone(service.Entrypoint), service.Command...))
		if err != nil {
			return nil, fmt.Errorf("services.%s.command: %w", name, err)
		}
		probe := []string{}
		if check := service.HealthCheck; check != nil && len(check.Test) > 1 {
			argv := []string(check.Test[1:])
			if check.Test[0] == "CMD-SHELL" {
				argv = []string{"/bin/sh", "-c", check.Test[1]}
			}
			if probe, err = programsOf(argv); err != nil {
				return nil, fmt.Errorf("services.%s.healthcheck: %w", name, err)
			}
		}
		found[name] = programs{start, probe}
	}
	return found, nil
}

// programsOf returns the program of a command, and those that a script in it calls. Each once, in the order of their appearance.
func programsOf(argv []string) ([]string, error) {
	found := []string{}
	add := func(names ...string) {
		for _, name := range names {
			if !slices.Contains(found, name) {
				found = append(found, name)
			}
		}
	}
	if len(argv) == 0 {
		return found, nil
	}
	add(argv[0])
	language, isShell := shells[path.Base(argv[0])]
	if !isShell {
		if inner := launched(argv); inner != nil {
			names, err := programsOf(inner)
			if err != nil {
				return nil, err
			}
			add(names...)
		}
		return found, nil
	}
	script, rest := scriptOf(argv)
	if script == "" {
		return found, nil
	}
	names, err := programsOfScript(script, language, rest)
	if err != nil {
		return nil, err
	}
	add(names...)
	return found, nil
}

// scriptOf finds what follows `-c`, or a cluster of flags that ends with it. What comes after the script is its $0, $1, …
func scriptOf(argv []string) (script string, rest []string) {
	for i := 1; i+1 < len(argv); i++ {
		if strings.HasPrefix(argv[i], "-") && !strings.HasPrefix(argv[i], "--") && strings.HasSuffix(argv[i], "c") {
			return argv[i+1], argv[i+2:]
		}
	}
	return "", nil
}

func programsOfScript(script string, language syntax.LangVariant, rest []string) ([]string, error) {
	file, err := syntax.NewParser(syntax.Variant(language)).Parse(strings.NewReader(script), "script")
	if err != nil {
		return nil, err
	}
	functions := []string{}
	syntax.Walk(file, func(node syntax.Node) bool {
		if declaration, ok := node.(*syntax.FuncDecl); ok {
			functions = append(functions, declaration.Name.Value)
		}
		return true
	})
	found := []string{}
	var failure error
	syntax.Walk(file, func(node syntax.Node) bool {
		call, ok := node.(*syntax.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		names, err := programsOf(words(call, rest))
		if err != nil {
			failure = err
		}
		for _, name := range names {
			if !slices.Contains(functions, name) && !slices.Contains(builtins, name) {
				found = append(found, name)
			}
		}
		return true
	})
	found = slices.DeleteFunc(found, func(name string) bool { return name == "exec" || name == "command" })
	return found, failure
}

// launched is the command that `env A=b program …`, `exec program …` or `timeout 5 program …` runs.
func launched(argv []string) []string {
	own, ok := launchers[path.Base(argv[0])]
	if !ok {
		return nil
	}
	for i := 1; i < len(argv); i++ {
		switch {
		case strings.HasPrefix(argv[i], "-"), strings.Contains(argv[i], "="):
		case own > 0:
			own--
		default:
			return argv[i:]
		}
	}
	return nil
}

// words are a call's words as far as they are literal. `"$@"` is what is given to the script after its name; a word that holds any other
// variable as the program's name ends the list, since what it is only shows when it runs.
func words(call *syntax.CallExpr, rest []string) []string {
	found := []string{}
	for _, word := range call.Args {
		switch text, literal := literalOf(word); {
		case literal:
			found = append(found, text)
		case isAllParameters(word) && len(rest) > 1:
			found = append(found, rest[1:]...)
		case len(found) == 0:
			return nil
		default:
			found = append(found, "-")
		}
	}
	return found
}

func literalOf(word *syntax.Word) (string, bool) {
	text := strings.Builder{}
	for _, part := range word.Parts {
		switch part := part.(type) {
		case *syntax.Lit:
			text.WriteString(part.Value)
		case *syntax.SglQuoted:
			text.WriteString(part.Value)
		case *syntax.DblQuoted:
			for _, inner := range part.Parts {
				literal, ok := inner.(*syntax.Lit)
				if !ok {
					return "", false
				}
				text.WriteString(literal.Value)
			}
		default:
			return "", false
		}
	}
	return text.String(), true
}

func isAllParameters(word *syntax.Word) bool {
	found := false
	syntax.Walk(word, func(node syntax.Node) bool {
		if parameter, ok := node.(*syntax.ParamExp); ok && parameter.Param.Value == "@" {
			found = true
		}
		return true
	})
	return found
}
