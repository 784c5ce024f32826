package curriculum

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// source is one data file with the place of everything that stands in it, so that each message can name file and line.
type source struct {
	name string
	root *yaml.Node
}

// place is a line of a file; line 0 stands for the file as a whole.
type place struct {
	file string
	line int
}

func (p place) String() string {
	if p.line == 0 {
		return p.file
	}
	return p.file + ":" + strconv.Itoa(p.line)
}

// at follows keys and positions, as in at("concepts", 3, "aliases"), as far as they lead, and returns the place of the last that is there.
func (s *source) at(path ...any) place {
	node, found := s.root, place{file: s.name, line: 1}
	for _, step := range path {
		var next *yaml.Node
		switch step := step.(type) {
		case string:
			for i := 0; node.Kind == yaml.MappingNode && i+1 < len(node.Content); i += 2 {
				if node.Content[i].Value == step {
					next, found.line = node.Content[i+1], node.Content[i].Line
				}
			}
		case int:
			if node.Kind == yaml.SequenceNode && step < len(node.Content) {
				next, found.line = node.Content[step], node.Content[step].Line
			}
		}
		if next == nil {
			break
		}
		node = next
	}
	return found
}

// report collects what is wrong, so that an editor sees all of it at once.
type report struct{ problems []error }

func (r *report) add(at place, format string, args ...any) {
	r.problems = append(r.problems, fmt.Errorf("%v: %s", at, fmt.Sprintf(format, args...)))
}

func (r *report) err() error { return errors.Join(r.problems...) }

// parse decodes a data file and refuses keys that are not known.
func parse(name string, data []byte, into any, r *report) *source {
	s := &source{name: name, root: &yaml.Node{}}
	var document yaml.Node
	if err := yaml.Unmarshal(data, &document); err != nil {
		r.explain(s, err)
		return s
	}
	if len(document.Content) > 0 {
		s.root = document.Content[0]
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil {
		r.explain(s, err)
	}
	return s
}

var (
	lineOf      = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)
	unknownKey  = regexp.MustCompile(`^field (.+) not found in type curriculum\.(\w+)$`)
	wrongShape  = regexp.MustCompile("^cannot unmarshal (\\S+) (?:`(.*)` )?into (.+)$")
	repeatedKey = regexp.MustCompile(`^mapping key "(.+)" already defined at line (\d+)$`)
)

// explain says in an editor's words what the YAML reader found.
func (r *report) explain(s *source, err error) {
	if errors.Is(err, io.EOF) {
		r.add(place{file: s.name}, "the file is empty. README.md of the curriculum shows what belongs into it.")
		return
	}
	messages := []string{err.Error()}
	if several := (*yaml.TypeError)(nil); errors.As(err, &several) {
		messages = several.Errors
	}
	for _, message := range messages {
		at := place{file: s.name}
		if m := lineOf.FindStringSubmatch(message); m != nil {
			at.line, _ = strconv.Atoi(m[1])
			message = m[2]
		}
		if m := unknownKey.FindStringSubmatch(message); m != nil {
			thing := things[m[2]]
			keys := keysOf(thing.is)
			r.add(at, "%s has no key %q%s. Its keys are %s.", thing.name, m[1], meant(m[1], keys), strings.Join(keys, ", "))
		} else if m := wrongShape.FindStringSubmatch(message); m != nil {
			r.add(at, "%s stands where %s is wanted. %s", written(m[1], m[2]), shapeOf(m[3]), shapeHelp(m[3]))
		} else if m := repeatedKey.FindStringSubmatch(message); m != nil {
			r.add(at, "the key %q stands here and in line %s already. Keep one of them, or begin a new entry with a dash.", m[1], m[2])
		} else {
			r.add(at, "this is no correct YAML (%s). Look at this line and around it: indentation, a missing colon or bracket, or a text with a colon or # that needs quotes.", strings.TrimPrefix(message, "yaml: "))
		}
	}
}

// things are what the files hold, by the name of the Go type.
var things = map[string]struct {
	name string
	is   reflect.Type
}{
	"topicFile":     {"A topic's file", reflect.TypeFor[topicFile]()},
	"Topic":         {"A topic", reflect.TypeFor[Topic]()},
	"Need":          {"An entry of needs", reflect.TypeFor[Need]()},
	"Concept":       {"A concept", reflect.TypeFor[Concept]()},
	"Siblings":      {"A sibling set", reflect.TypeFor[Siblings]()},
	"Partition":     {"A partition (an entry of classes)", reflect.TypeFor[Partition]()},
	"Class":         {"A class of a partition", reflect.TypeFor[Class]()},
	"Misconception": {"A misconception", reflect.TypeFor[Misconception]()},
	"roleFile":      {"The file of roles", reflect.TypeFor[roleFile]()},
	"Role":          {"A role", reflect.TypeFor[Role]()},
	"Share":         {"A topic of a role", reflect.TypeFor[Share]()},
}

func keysOf(of reflect.Type) []string {
	var keys []string
	for i := range of.NumField() {
		if key := of.Field(i).Tag.Get("yaml"); key != "" && key != "-" {
			keys = append(keys, key)
		}
	}
	return keys
}

func written(tag, text string) string {
	if text != "" {
		return strconv.Quote(text)
	}
	if tag == "!!map" {
		return "a group of keys"
	}
	return "a list"
}

func shapeOf(goType string) string {
	switch {
	case strings.HasPrefix(goType, "[]"):
		return "a list"
	case goType == "string":
		return "a text"
	case goType == "bool":
		return "true or false"
	case goType == "int":
		return "a whole number"
	}
	return "a group of keys"
}

func shapeHelp(goType string) string {
	switch {
	case goType == "[]string":
		return "Write it in brackets, [first, second], also when it is only one."
	case strings.HasPrefix(goType, "[]"):
		return "Begin each entry on a new line with a dash."
	case goType == "string":
		return "Write one text, in quotes if it looks like something else."
	case goType == "bool", goType == "int":
		return "Write it without quotes."
	}
	return "Write its keys below, each with a colon."
}

// meant proposes the candidate that a misspelt word is nearest to, if one is near.
func meant(word string, candidates []string) string {
	best, distance := "", len(word)/4+2
	for _, candidate := range candidates {
		if d := edits(word, candidate); d < distance {
			best, distance = candidate, d
		}
	}
	if best == "" {
		return ""
	}
	return " (did you mean " + best + "?)"
}

// edits is the Levenshtein distance: the fewest letters to insert, delete or replace.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
