package questions

import (
	"encoding/json"
	"errors"
	"regexp"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/fault"
)

// jsonStart tells JSON from GIFT, in which a text may begin with [html].
var jsonStart = regexp.MustCompile(`^(\{\s*["}]|\[\s*[{\]])`)

// readJSON reads what touchstone generate --json prints, or a list of such questions alone.
func readJSON(text string) (*File, error) {
	var made struct {
		Questions []bank.Question `json:"questions"`
	}
	var err error
	if strings.HasPrefix(text, "[") {
		err = json.Unmarshal([]byte(text), &made.Questions)
	} else {
		err = json.Unmarshal([]byte(text), &made)
	}
	if err != nil {
		return nil, jsonError(text, err)
	}
	f := &File{}
	for i := range made.Questions {
		q := made.Questions[i]
		if strings.TrimSpace(q.Stem) == "" {
			f.skip(q.ID, 0, "it has no stem")
			continue
		}
		if q.Kind == "" {
			kindByContent(&q)
		}
		f.add(q, 0, nil)
	}
	return f, nil
}

func kindByContent(q *bank.Question) {
	switch {
	case len(q.Options) > 0:
		settle(q)
	case len(q.Pairs) > 0:
		q.Kind = bank.Match
	case len(q.Order) > 0:
		q.Kind = bank.Order
	case q.Value != nil:
		q.Kind = bank.Numeric
	default:
		q.Kind = bank.Short
	}
}

func jsonError(text string, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fault.New(fault.Invalid, "the JSON is broken in line %d: %v", lineAt(text, int(syntax.Offset)), err)
	case errors.As(err, &kind):
		return fault.New(fault.Invalid, "line %d: %s must be a %s, not a %s", lineAt(text, int(kind.Offset)), kind.Field, kind.Type, kind.Value)
	}
	return fault.New(fault.Invalid, "the JSON cannot be read: %v", err)
}

// lineAt is the line, from 1, of an offset.
func lineAt(text string, offset int) int {
	return 1 + strings.Count(text[:max(0, min(offset, len(text)))], "\n")
}

func writeJSON(questions []bank.Question) ([]byte, error) {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(map[string]any{"questions": questions})
	return []byte(b.String()), err
}
