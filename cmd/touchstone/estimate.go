package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"touchstone/internal/ability"
	"touchstone/internal/exchange"
	"touchstone/internal/fault"
)

type estimateCommand struct {
	Responses string `arg:"" name:"responses.csv" help:"A row a person: the column \"person\", then one column an item. Parts of the maximum count as parts of a right answer; - is left out (wrong), empty is not asked."`
	Items     string `help:"The items' parameters, with the columns \"item\", \"a\", \"b\" and, where there is guessing, \"c\"." required:"" placeholder:"ITEMS.csv"`
	Method    string `help:"eap: mean of the posterior. map: its mode. ml: maximum likelihood, which can be infinite. wle: Warm's weighted likelihood." enum:"eap,map,ml,wle" default:"eap"`
	Key       string `help:"The right choices, with the columns \"item\" and \"key\"." placeholder:"KEY.csv"`
	Group     string `help:"A column that is no item and is passed over." placeholder:"COLUMN"`
	JSON      bool   `name:"json" help:"Print one JSON list; an ability that is infinite or cannot be had is null."`
}

var methods = map[string]ability.Method{"eap": ability.EAP, "map": ability.MAP, "ml": ability.ML, "wle": ability.WLE}

// estimateJSON is one person in the form of estimate --json.
type estimateJSON struct {
	Person string         `json:"person"`
	Theta  ability.Figure `json:"theta"`
	SE     ability.Figure `json:"se"`
	N      int            `json:"n"`

	infinite int
}

// Run estimates each person's ability and prints.
func (c *estimateCommand) Run(ctx context.Context, o output) error {
	parameters, err := readTable(ctx, c.Items, exchange.ReadItems)
	if err != nil {
		return err
	}
	responses, err := readResponses(ctx, o, c.Responses, c.Key, c.Group)
	if err != nil {
		return err
	}
	items, err := c.match(parameters, responses)
	if err != nil {
		return err
	}
	people, err := c.people(ctx, o, ability.NewScorer(items), responses)
	if err != nil {
		return err
	}
	if isTerminal(o.err) {
		fmt.Fprint(o.err, "\r\033[K")
	}
	if !c.JSON {
		return c.print(o.out, people)
	}
	encoder := json.NewEncoder(o.out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(people)
}

// people estimates everybody, some at a time so that progress shows and the work can be ended.
func (c *estimateCommand) people(ctx context.Context, o output, scorer *ability.Scorer, responses *exchange.Responses) ([]estimateJSON, error) {
	const some = 2048
	tell := progress(o)
	people := make([]estimateJSON, 0, len(responses.People))
	for first := 0; first < len(responses.People); first += some {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		tell("people estimated", first)
		answered := make([]int, min(some, len(responses.People)-first))
		abilities := scorer.EstimateAll(methods[c.Method], len(answered), func(i int, marks []ability.Mark) []ability.Mark {
			for j := range responses.Items {
				item := &responses.Items[j]
				if code := item.Codes[first+i]; code != exchange.NotAsked {
					marks = append(marks, ability.Mark{Item: j, Share: item.Marks[code] / item.Max})
				}
			}
			answered[i] = len(marks)
			return marks
		})
		for i, a := range abilities {
			people = append(people, estimateJSON{responses.People[first+i], a.Theta, a.SE, answered[i], a.Infinite})
		}
	}
	return people, nil
}

// match finds the parameters of each column.
func (c *estimateCommand) match(parameters []exchange.ItemParameters, responses *exchange.Responses) ([]ability.Item, error) {
	byName := map[string]exchange.ItemParameters{}
	for _, p := range parameters {
		byName[p.Name] = p
	}
	items := make([]ability.Item, len(responses.Items))
	for j, column := range responses.Items {
		p, known := byName[column.Name]
		if !known {
			return nil, fmt.Errorf("%s: %w", c.Responses, fault.New(fault.Invalid, "row 1, column %s: %s has no row for this item; add its parameters, take the column out, or name it with --group if it is no item", printable(column.Name), c.Items))
		}
		items[j] = ability.Item{Slope: p.A, Difficulty: p.B, Guessing: p.C}
	}
	return items, nil
}

// print writes the estimates for reading.
func (c *estimateCommand) print(w io.Writer, people []estimateJSON) error {
	var b strings.Builder
	cells := [][]string{{"person", "answers", "theta", "SE"}}
	infinite := false
	for _, p := range people {
		theta := decimals(p.Theta, 3)
		switch p.infinite {
		case 1:
			theta, infinite = "+inf", true
		case -1:
			theta, infinite = "-inf", true
		}
		cells = append(cells, []string{printable(p.Person), fmt.Sprint(p.N), theta, decimals(p.SE, 3)})
	}
	rows(&b, cells)
	if infinite {
		b.WriteString("An infinite ability means that no finite one fits the answers best. --method eap or wle always gives a finite one.\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
