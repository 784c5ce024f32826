package main

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
)

// lsat7 is the answers of 1,000 people to five items, from the published frequencies of the patterns 00000 to 11111.
func lsat7() string {
	var b strings.Builder
	b.WriteString("person,item1,item2,item3,item4,item5\n")
	person := 0
	for pattern, n := range []int{12, 19, 1, 7, 3, 19, 3, 17, 10, 5, 3, 7, 7, 23, 8, 28, 7, 39, 11, 34, 14, 51, 15, 90, 6, 25, 7, 35, 18, 136, 32, 308} {
		for range n {
			person++
			fmt.Fprintf(&b, "p%d", person)
			for j := range 5 {
				fmt.Fprintf(&b, ",%d", pattern>>(4-j)&1)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

type calibrationForTest struct {
	Model      string
	N          int
	Loglik     *float64
	Iterations int
	Converged  bool
	Items      []struct {
		Item       string
		N          int
		A, B, C, D *float64
		SEA        *float64 `json:"se_a"`
		SEB        *float64 `json:"se_b"`
		SED        *float64 `json:"se_d"`
		Reason     string
	}
}

func calibrated7(t *testing.T, args ...string) (c calibrationForTest, text string) {
	t.Helper()
	out, errOut, err := runs(t, append([]string{"calibrate", "--json"}, args...)...)
	check(t, err)
	decoder := json.NewDecoder(strings.NewReader(out))
	decoder.DisallowUnknownFields()
	check(t, decoder.Decode(&c))
	if errOut != "" || strings.Contains(out, "NaN") {
		t.Errorf("%q and %s", errOut, out)
	}
	return c, out
}

func close7(t *testing.T, what string, got *float64, want, tolerance float64) {
	t.Helper()
	if got == nil || math.Abs(*got-want) > tolerance {
		t.Errorf("%s is %v, want %g", what, got, want)
	}
}

func TestCalibrateMeetsLSAT7AndItsItemsEstimateItsPeople(t *testing.T) {
	answers := file(t, "lsat7.csv", lsat7())
	c, text := calibrated7(t, answers, "--priors=false")
	if c.Model != "2pl" || c.N != 1000 || !c.Converged || c.Iterations < 1 || len(c.Items) != 5 {
		t.Errorf("%+v", c)
	}
	close7(t, "log-likelihood", c.Loglik, -2658.8051, .002)
	items := "item,a,b,c\n"
	for j, item := range c.Items {
		close7(t, "a", item.A, []float64{.987546, 1.080837, 1.707478, .764990, .735673}[j], .003)
		close7(t, "d", item.D, []float64{1.855856, .807970, 1.805207, .486000, 1.854458}[j], .003)
		close7(t, "SE(a)", item.SEA, []float64{.1772, .1688, .3211, .1341, .1511}[j], .0005)
		close7(t, "c", item.C, 0, 0)
		items += fmt.Sprintf("%s,%g,%g,%g\n", item.Item, *item.A, *item.B, *item.C)
	}
	for _, key := range []string{"model", "n", "loglik", "iterations", "converged", "items", "item", "a", "b", "c", "d", "se_a", "se_b", "se_d"} {
		if !strings.Contains(text, `"`+key+`":`) {
			t.Errorf("%s is missing", key)
		}
	}
	if again, _, _ := runs(t, "calibrate", "--json", answers, "--priors=false"); again != text {
		t.Error("a second run prints other bytes")
	}

	parameters := file(t, "items.csv", items)
	for method, want := range map[string][2]float64{"eap": {-1.86978, .69270}, "map": {-1.81639, .67500}, "wle": {-4.13707, 1.95733}, "ml": {math.NaN(), 0}} {
		out, errOut, err := runs(t, "estimate", "--items", parameters, answers, "--method", method, "--json")
		check(t, err)
		var people []struct {
			Person    string
			Theta, SE *float64
			N         int
		}
		decoder := json.NewDecoder(strings.NewReader(out))
		decoder.DisallowUnknownFields()
		check(t, decoder.Decode(&people))
		if len(people) != 1000 || people[0].Person != "p1" || people[0].N != 5 || errOut != "" {
			t.Fatalf("%s: %d people, the first %+v, %q", method, len(people), people[0], errOut)
		}
		if math.IsNaN(want[0]) {
			if people[0].Theta != nil || people[0].SE != nil || !strings.Contains(out, `"theta": null`) {
				t.Errorf("%s: %+v", method, people[0])
			}
			continue
		}
		close7(t, method+" of nothing right", people[0].Theta, want[0], .003)
		close7(t, method+" SE", people[0].SE, want[1], .003)
	}
	out, _, err := runs(t, "estimate", "--items", parameters, answers, "--method", "ml")
	check(t, err)
	if !strings.Contains(out, "-inf") || !strings.Contains(out, "+inf") || !strings.Contains(out, "--method eap or wle") {
		t.Errorf("%.300s", out)
	}
}

func TestCalibrateKnowsItsModels(t *testing.T) {
	answers := file(t, "lsat7.csv", lsat7())
	for _, test := range []struct {
		args   []string
		loglik float64
	}{{[]string{"--model", "1pl"}, -2664.9009}, {[]string{"--guessing", ".2"}, -2659.3346}, {[]string{"--model", "3pl", "--guessing", ".2"}, -2659.3346}} {
		c, _ := calibrated7(t, append([]string{answers, "--priors=false"}, test.args...)...)
		close7(t, strings.Join(test.args, " "), c.Loglik, test.loglik, .002)
	}
	c, _ := calibrated7(t, answers, "--model", "3pl")
	if c.Model != "3pl" || !c.Converged || c.Items[0].C == nil || *c.Items[0].C <= 0 {
		t.Errorf("%+v", c)
	}
	out, _, err := runs(t, "calibrate", answers)
	check(t, err)
	for _, words := range []string{"2PL, with priors: 1000 people, 5 items", "10 parameters", "Converged.", "item5"} {
		if !strings.Contains(out, words) {
			t.Errorf("%q is missing in\n%s", words, out)
		}
	}
}

func TestCalibrateLeavesOutWhatCannotBeHad(t *testing.T) {
	rows := "person,all,none,never,essay:2,a,b,c,city\n"
	for i := range 80 {
		rows += fmt.Sprintf("p%d,1,-,,%d,%d,%d,%d,Ulm\n", i, i%3, i%2, i/2%2, i/4%2)
	}
	c, text := calibrated7(t, file(t, "answers.csv", rows), "--group", "city")
	for j, words := range []string{"everybody who was asked", "nobody who was asked got it right", "nobody was asked", "between 0 and the maximum"} {
		item := c.Items[j]
		if item.A != nil || item.B != nil || item.C != nil || item.D != nil || item.SEA != nil || item.SEB != nil || item.SED != nil || !strings.Contains(item.Reason, words) {
			t.Errorf("%+v, want %q", item, words)
		}
	}
	if len(c.Items) != 7 || c.Items[4].A == nil || c.Items[4].Reason != "" || !strings.Contains(text, `"a": null`) {
		t.Errorf("%s", text)
	}
	for name, rows := range map[string]string{"one person": "person,a,b\nx,1,0\n", "all missing": "person,a,b\nx,,\ny,,\n", "constant": "person,a\nx,1\ny,1\n"} {
		c, _ := calibrated7(t, file(t, "answers.csv", rows))
		if c.Converged || c.Loglik != nil || c.N != 0 {
			t.Errorf("%s: %+v", name, c)
		}
		out, _, err := runs(t, "calibrate", file(t, "answers.csv", rows), "--model", "1pl")
		check(t, err)
		if !strings.Contains(out, "no item that can be calibrated") || !strings.Contains(out, "a: ") {
			t.Errorf("%s:\n%s", name, out)
		}
	}
	two := "person,a,b\n"
	for i := range 40 {
		two += fmt.Sprintf("p%d,%d,%d\n", i, i%2, i/3%2)
	}
	out, _, err := runs(t, "calibrate", "--priors=false", file(t, "two.csv", two))
	check(t, err)
	if !strings.Contains(out, "Not converged") || strings.Contains(out, "NaN") {
		t.Errorf("\n%s", out)
	}
}

func TestEstimateTakesWhatWasAsked(t *testing.T) {
	items := file(t, "items.csv", "item,a,b,c\nq1,1,0,\nq2,1.2,1,.2\nspare,1,0,0\n")
	answers := file(t, "answers.csv", "person,q1,q2:4\nAda,1,4\nBen,,\nCem,-,2\n")
	out, errOut, err := runs(t, "estimate", "--items", items, answers)
	check(t, err)
	for _, words := range []string{"Ada", "Ben", "0.000  1.000", "Cem"} {
		if !strings.Contains(out, words) || errOut != "" {
			t.Errorf("%q is missing in\n%s", words, out)
		}
	}
	out, _, err = runs(t, "estimate", "--items", items, answers, "--method", "wle", "--json")
	check(t, err)
	var people []struct {
		Theta *float64
		N     int
	}
	check(t, json.Unmarshal([]byte(out), &people))
	if people[1].Theta != nil || people[1].N != 0 || people[0].Theta == nil || people[2].N != 2 {
		t.Errorf("%s", out)
	}
}

func TestCalibrateAndEstimateRefuseInOneLine(t *testing.T) {
	good := file(t, "good.csv", "person,a,b\nx,1,0\ny,0,1\n")
	items := file(t, "items.csv", "item,a,b\na,1,0\n")
	refuses(t, "there is no such file", "calibrate", "nowhere.csv")
	refuses(t, `choices.csv: row 2, column a: "B" is no mark`, "calibrate", file(t, "choices.csv", "person,a\nx,B\n"))
	refuses(t, "--model", "calibrate", good, "--model", "4pl")
	refuses(t, "--guessing must be from 0 to below 1", "calibrate", good, "--guessing", "1")
	refuses(t, "--guessing", "calibrate", good, "--guessing", "x")
	refuses(t, "--items", "estimate", good)
	refuses(t, "nowhere.csv: there is no such file", "estimate", "--items", "nowhere.csv", good)
	refuses(t, "good.csv: row 1, column b:", "estimate", "--items", items, good)
	refuses(t, `items.csv: row 2, column a: "" is no number`, "estimate", "--items", file(t, "items.csv", "item,a,b\na,,0\n"), good)
	refuses(t, "--method", "estimate", "--items", items, good, "--method", "best")
}
