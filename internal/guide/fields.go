package guide

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v3"
)

// maxFrontMatter is the longest front matter that is read as YAML, in bytes.
const maxFrontMatter = 64 << 10

// decodeFields reads a YAML mapping into plain strings. Anchors and aliases are left out, so nothing can grow.
func decodeFields(body string, fields map[string]string) error {
	if len(body) > maxFrontMatter {
		return errors.New("front matter is too long")
	}
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(body), &root); err != nil {
		return err
	}
	if len(root.Content) == 0 {
		return nil
	}
	mapping := root.Content[0]
	if mapping.Kind != yaml.MappingNode {
		return errors.New("front matter is not a mapping")
	}
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		key, value := mapping.Content[i], mapping.Content[i+1]
		var text string
		switch value.Kind {
		case yaml.ScalarNode:
			text = value.Value
		case yaml.SequenceNode:
			var parts []string
			for _, part := range value.Content {
				if part.Kind == yaml.ScalarNode {
					parts = append(parts, part.Value)
				}
			}
			text = strings.Join(parts, ", ")
		}
		if text = cleanLine(text); text != "" && value.Tag != "!!null" {
			fields[strings.ToLower(key.Value)] = text
		}
	}
	return nil
}

// tomlFields reads the plain keys at the top of TOML front matter: strings, figures, dates and lists of strings in one
// line. Tables and everything in them are left out.
func tomlFields(block string) map[string]string {
	fields := map[string]string{}
	for _, line := range strings.Split(block, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "[") {
			break
		}
		key, value, ok := strings.Cut(line, "=")
		key, value = strings.Trim(key, " \t\"'"), strings.TrimSpace(value)
		if !ok || key == "" || strings.HasPrefix(key, "#") || strings.HasPrefix(value, "{") || strings.HasPrefix(value, `"""`) {
			continue
		}
		one := map[string]string{}
		if decodeFields("value: "+value, one) == nil && one["value"] != "" {
			fields[strings.ToLower(key)] = one["value"]
		}
	}
	return fields
}
