package testbed

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
)

//go:embed checks.js
var checks string

//go:embed axe/axe.min.js
var axe string

// reflowWidth is the width in CSS pixels at which WCAG 2.2, 1.4.10, allows no scrolling in two directions.
const reflowWidth = 320

// Reflow looks at the page 320 pixels wide and lists what is cut off there, or needs scrolling sideways outside a
// region that scrolls on its own. The view is as before afterwards.
func (p *Page) Reflow() []string {
	p.t.Helper()
	view := p.view
	narrow := view
	narrow.Width = reflowWidth
	p.Look(narrow)
	defer p.Look(view)
	return p.Lost()
}

// Lost lists the texts and controls that are cut off in this view.
func (p *Page) Lost() []string {
	p.t.Helper()
	return Eval[[]string](p, checks+".lost()")
}

// SpacedText lists what is cut off only when text is spaced as WCAG 2.2, 1.4.12, asks a page to bear.
func (p *Page) SpacedText() []string {
	p.t.Helper()
	return Eval[[]string](p, checks+".lostWhenSpaced()")
}

// Finding is one rule of axe-core with the elements it is about.
type Finding struct {
	Rule     string   `json:"id"`
	Impact   string   `json:"impact"`
	Help     string   `json:"help"`
	Elements []string `json:"elements"`
}

// String is the finding in one line.
func (f Finding) String() string {
	return fmt.Sprintf("%s (%s): %s: %s", f.Rule, f.Impact, f.Help, strings.Join(f.Elements, " | "))
}

// axeRun keeps of a report what a person needs. Best practices are tested besides WCAG up to 2.2, level AA.
const axeRun = `axe.run(document, {
	runOnly: %s.length ? { type: "rule", values: %[1]s } : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
	resultTypes: ["violations", "incomplete"],
}).then((report) => {
	const brief = (rule) => ({ id: rule.id, impact: rule.impact ?? "", help: rule.help,
		elements: rule.nodes.map((node) => node.target.join(" ")) });
	return { violations: report.violations.map(brief), incomplete: report.incomplete.map(brief) };
})`

// Axe returns what axe-core finds wrong, and what it could not decide and a person must look at. Without rules it looks for
// everything.
func (p *Page) Axe(rules ...string) (violations, incomplete []Finding) {
	p.t.Helper()
	if p.view.NoScript {
		// Axe needs timers. What the page was loaded without stays out.
		p.scripts(true)
		defer p.scripts(false)
	}
	if !Eval[bool](p, `typeof axe === "object"`) {
		p.do("load axe", chromedp.Evaluate[chromedp.Void](axe))
	}
	report := Eval[struct {
		Violations, Incomplete []Finding
	}](p, fmt.Sprintf(axeRun, quotedJS(append([]string{}, rules...))))
	return report.Violations, report.Incomplete
}

// quotedJS is a text, or a list of texts, as a JavaScript literal.
func quotedJS[T string | []string](value T) string {
	literal, err := json.Marshal(value)
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(literal)
}

// shortened keeps a failure's message readable when the expression is a whole script.
func shortened(expression string) string {
	const limit = 80
	line := strings.Join(strings.Fields(expression), " ")
	if len(line) > limit {
		return line[:limit] + "..."
	}
	return line
}
