package main

import (
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/template"
	"go.yaml.in/yaml/v3"
)

// reference is one use of a variable in the file as it is written.
type reference struct {
	Path     string `json:"path"`
	Line     int    `json:"line"`
	Variable string `json:"variable"`
	Default  string `json:"default"`
	Required bool   `json:"required"`
	// Whether an empty value stops the start: `:?` does, `?` does not.
	RefusesEmpty bool `json:"refusesEmpty"`
}

func findReferences(file string) ([]reference, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, err
	}
	found := []reference{}
	var visit func(node *yaml.Node, path string)
	visit = func(node *yaml.Node, path string) {
		switch node.Kind {
		case yaml.DocumentNode:
			for _, child := range node.Content {
				visit(child, path)
			}
		case yaml.MappingNode:
			for i := 0; i+1 < len(node.Content); i += 2 {
				visit(node.Content[i+1], join(path, node.Content[i].Value))
			}
		case yaml.SequenceNode:
			for i, child := range node.Content {
				visit(child, fmt.Sprintf("%s[%d]", path, i))
			}
		case yaml.ScalarNode:
			found = append(found, referencesIn(node, path)...)
		}
	}
	visit(&document, "")
	return found, nil
}

func referencesIn(node *yaml.Node, path string) []reference {
	found := []reference{}
	for _, variable := range template.ExtractVariables(map[string]any{"": node.Value}, template.DefaultPattern) {
		_, err := template.Substitute(node.Value, func(name string) (string, bool) {
			if name == variable.Name {
				return "", true
			}
			return "set", true
		})
		found = append(found, reference{
			Path:         path,
			Line:         node.Line,
			Variable:     variable.Name,
			Default:      variable.DefaultValue,
			Required:     variable.Required,
			RefusesEmpty: err != nil,
		})
	}
	return found
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
