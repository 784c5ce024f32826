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

type calibrateCommand struct {
	Responses string   `arg:"" name:"responses.csv" help:"A row a person: the column \"person\", then one column an item. Cells are 0, 1 or the item's maximum, or raw choices with --key; - is left out (wrong), empty is not asked."`
	Model     string   `help:"1pl: one slope for all items. 2pl: a slope for each. 3pl: a guessing parameter for each as well." enum:"1pl,2pl,3pl" default:"2pl"`
	Guessing  *float64 `help:"The guessing parameter of all items, from 0 to below 1. Without it, 0 in 1pl and 2pl, and free in 3pl." placeholder:"C"`
	Priors    bool     `help:"Draw slopes to 1, intercepts to 0 and free guessing to 0.2 as far as answers are few. --priors=false is maximum likelihood." default:"true"`
	Key       string   `help:"The right choices, with the columns \"item\" and \"key\"." placeholder:"KEY.csv"`
	Group     string   `help:"A column that is no item and is passed over." placeholder:"COLUMN"`
	JSON      bool     `name:"json" help:"Print one JSON object; a figure that cannot be had is null."`
}

var models = map[string]ability.Model{"1pl": ability.OnePL, "2pl": ability.TwoPL, "3pl": ability.ThreePL}

// calibrationJSON is the form of calibrate --json.
type calibrationJSON struct {
	Model      string               `json:"model"`
	N          int                  `json:"n"`
	Loglik     ability.Figure       `json:"loglik"`
	Iterations int                  `json:"iterations"`
	Converged  bool                 `json:"converged"`
	Items      []calibratedItemJSON `json:"items"`
}

type calibratedItemJSON struct {
	Item string         `json:"item"`
	N    int            `json:"n"`
	A    ability.Figure `json:"a"`
	B    ability.Figure `json:"b"`
	C    ability.Figure `json:"c"`
	D    ability.Figure `json:"d"`
	SEA  ability.Figure `json:"se_a"`
	SEB  ability.Figure `json:"se_b"`
	SED  ability.Figure `json:"se_d"`
	// Reason says why figures are null; it is left out where all are there.
	Reason ability.Why `json:"reason,omitempty"`
}

// Run calibrates and prints. A fit that has not converged is printed and says so.
func (c *calibrateCommand) Run(ctx context.Context, o output) error {
	guessing := ability.Figure{}
	if c.Guessing != nil {
		if !(*c.Guessing >= 0 && *c.Guessing < 1) {
			return fault.New(fault.Invalid, "--guessing must be from 0 to below 1, such as 0.25 for four options")
		}
		guessing = ability.Known(*c.Guessing)
	}
	responses, err := readResponses(ctx, o, c.Responses, c.Key, c.Group)
	if err != nil {
		return err
	}
	forms := models[c.Model].Forms(len(responses.Items), guessing, c.Priors)
	tell := progress(o)
	fit := ability.Calibrate(answersOf(responses), forms, ability.CalibrationLimits{Going: func(passes int) bool {
		tell("passes over the answers", passes)
		return ctx.Err() == nil
	}})
	if isTerminal(o.err) {
		fmt.Fprint(o.err, "\r\033[K")
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if !c.JSON {
		return c.print(o.out, responses, fit)
	}
	encoder := json.NewEncoder(o.out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(c.asJSON(responses, fit))
}

func (c *calibrateCommand) asJSON(responses *exchange.Responses, fit ability.Calibration) calibrationJSON {
	form := calibrationJSON{Model: c.Model, N: fit.People, Loglik: fit.Loglik, Iterations: fit.Iterations, Converged: fit.Converged, Items: make([]calibratedItemJSON, len(fit.Items))}
	for j, i := range fit.Items {
		form.Items[j] = calibratedItemJSON{responses.Items[j].Name, i.People, i.A, i.B, i.C, i.D, i.SEA, i.SEB, i.SED, i.Why}
	}
	return form
}

// print writes the fit for reading.
func (c *calibrateCommand) print(w io.Writer, responses *exchange.Responses, fit ability.Calibration) error {
	var b strings.Builder
	how := "maximum likelihood"
	if c.Priors {
		how = "with priors"
	}
	fmt.Fprintf(&b, "%s, %s: %s, %s. Log-likelihood %s with %s after %s over the answers.\n", strings.ToUpper(c.Model), how, count(fit.People, "person", "people"),
		calibrated(fit), decimals(fit.Loglik, 3), count(fit.Parameters, "parameter", "parameters"), count(fit.Iterations, "pass", "passes"))
	distance, known := fit.Distance.Value()
	switch {
	case fit.Converged:
		b.WriteString("Converged.\n\n")
	case !fit.Loglik.Present():
		b.WriteString("There is no item that can be calibrated.\n\n")
	case known:
		fmt.Fprintf(&b, "Not converged: the last step to the maximum is %.2g. Do not use these figures.\n\n", distance)
	default:
		b.WriteString("Not converged: the answers do not determine all figures. Ask more people, use priors, or a model with fewer parameters.\n\n")
	}
	cells := [][]string{{"item", "n", "a", "SE", "b", "SE", "c", "d", "SE"}}
	for j, i := range fit.Items {
		cells = append(cells, []string{printable(responses.Items[j].Name), fmt.Sprint(i.People), decimals(i.A, 3), decimals(i.SEA, 3), decimals(i.B, 3), decimals(i.SEB, 3), decimals(i.C, 3), decimals(i.D, 3), decimals(i.SED, 3)})
	}
	rows(&b, cells)
	for j, i := range fit.Items {
		if i.Why != "" {
			fmt.Fprintf(&b, "%s: %s.\n", printable(responses.Items[j].Name), i.Why)
		}
	}
	if c.Model != "1pl" {
		few := 0
		for _, i := range fit.Items {
			if i.A.Present() && ability.StageOf(i.People) < ability.OwnSlopeDrawn {
				few++
			}
		}
		if few > 0 {
			fmt.Fprintf(&b, "%s fewer than %d answers: slopes of their own can mislead there, and --model 1pl is safer.\n", count(few, "item has", "items have"), ability.OwnSlopeDrawn.Answers())
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// calibrated counts the items that have figures, which the log-likelihood is of.
func calibrated(fit ability.Calibration) string {
	n := 0
	for _, i := range fit.Items {
		if i.A.Present() {
			n++
		}
	}
	if n == len(fit.Items) {
		return count(n, "item", "items")
	}
	return fmt.Sprintf("%d of %s", n, count(len(fit.Items), "item", "items"))
}
