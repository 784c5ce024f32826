package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// file writes a file of the test's own and returns its path.
func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	check(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

// miskeyed is 60 people with three items: strong people choose C at the third, whose key says A.
func miskeyed() (responses, key string) {
	var b strings.Builder
	b.WriteString("person,first,second,third\n")
	for i := range 60 {
		row := "B,D,A"
		if i%3 > 0 {
			row = "A,A,C"
		}
		if i%10 == 0 {
			row = "A,,-"
		}
		fmt.Fprintf(&b, "p%d,%s\n", i, row)
	}
	return b.String(), "item,key\nfirst,A\nsecond,A\nthird,A\n"
}

func TestItemstatsTellsAWrongKeyInPlainWords(t *testing.T) {
	responses, key := miskeyed()
	out, errOut, err := runs(t, "itemstats", file(t, "answers.csv", responses), "--key", file(t, "key.csv", key))
	check(t, err)
	for _, words := range []string{
		"60 people, 3 items", "54 of 60 people were asked every item", "more weak than strong people got this right",
		"third: stronger people chose C", "rather than the key A", "check the key", "*A",
	} {
		if !strings.Contains(out, words) {
			t.Errorf("%q is missing in\n%s", words, out)
		}
	}
	if errOut != "" || strings.Contains(out, "NaN") || strings.Contains(out, "Inf") {
		t.Errorf("%q and\n%s", errOut, out)
	}
}

func TestItemstatsJSONHasTheKeysItPromises(t *testing.T) {
	responses, key := miskeyed()
	out, _, err := runs(t, "itemstats", "--json", file(t, "answers.csv", responses), "--key", file(t, "key.csv", key))
	check(t, err)
	var compact strings.Builder
	decoder := json.NewDecoder(strings.NewReader(out))
	depth, name := 0, true
	for token, err := decoder.Token(); err == nil; token, err = decoder.Token() {
		switch value := token.(type) {
		case json.Delim:
			depth += map[json.Delim]int{'{': 1, '}': -1, '[': 0, ']': 0}[value]
			name = true
			fmt.Fprint(&compact, value.String())
		case string:
			if name && depth > 0 {
				fmt.Fprint(&compact, value, " ")
			}
			name = !name
		default:
			name = true
		}
	}
	option := "{option n mean_total r }"
	item := func(options int) string {
		return "{item n max facility sd discrimination efficiency effective_weight item_rest d27 alpha_if_deleted options [" + strings.Repeat(option, options) + "]}"
	}
	want := "{n mean sd alpha sem skewness kurtosis cic error_ratio se items [" + item(2) + item(2) + item(3) + "]}"
	if compact.String() != want {
		t.Errorf("got  %s\nwant %s", compact.String(), want)
	}
}

func TestItemstatsLeavesOutWhatCannotBeHad(t *testing.T) {
	for name, text := range map[string]string{
		"one person": "person,a,b\nx,1,0\n", "all missing": "person,a,b\nx,,\ny,,\n", "constant": "person,a,b\nx,1,1\ny,1,1\nz,1,1\n", "one item": "person,a\nx,1\ny,0\n",
	} {
		path := file(t, "answers.csv", text)
		out, _, err := runs(t, "itemstats", "--json", path)
		check(t, err)
		var got struct {
			Alpha *float64
			Items []struct {
				ItemRest *float64 `json:"item_rest"`
				Options  []any
			}
		}
		if err := json.Unmarshal([]byte(out), &got); err != nil || got.Alpha != nil || got.Items[0].ItemRest != nil || got.Items[0].Options == nil {
			t.Errorf("%s: %v, %s", name, err, out)
		}
		out, _, err = runs(t, "itemstats", path)
		if check(t, err); strings.Contains(out, "NaN") || strings.Contains(out, "Inf") || !strings.Contains(out, "alpha -") {
			t.Errorf("%s:\n%s", name, out)
		}
	}
}

func TestItemstatsComparesGroups(t *testing.T) {
	chance := rand.New(rand.NewPCG(4, 2))
	var b strings.Builder
	b.WriteString("person,city")
	for j := range 12 {
		fmt.Fprintf(&b, ",q%d", j)
	}
	for i := range 900 {
		city, theta := "Ulm", chance.NormFloat64()
		if i%3 == 0 {
			city = "Aix"
		}
		fmt.Fprintf(&b, "\np%d,%s", i, city)
		for j := range 12 {
			z := theta + chance.NormFloat64()
			if j == 7 && city == "Aix" {
				z -= 1.5 // q7 is harder for people from Aix
			}
			fmt.Fprintf(&b, ",%d", map[bool]int{true: 1}[z > 0])
		}
	}
	path := file(t, "answers.csv", b.String())
	out, _, err := runs(t, "itemstats", path, "--group", "city")
	if check(t, err); !strings.Contains(out, "q7: harder for Aix than for Ulm with the same total (large, class C)") || strings.Contains(out, "not evidence of fairness") {
		t.Error(out)
	}
	out, _, err = runs(t, "itemstats", path, "--group", "city", "--json")
	check(t, err)
	var got struct{ DIF []difJSONForTest }
	if err := json.Unmarshal([]byte(out), &got); err != nil || len(got.DIF) != 1 {
		t.Fatal(err, out)
	}
	d := got.DIF[0]
	if d.Reference != "Ulm" || d.Focal != "Aix" || d.NReference != 600 || d.NFocal != 300 || d.Underpowered || d.Items[7].MH.Class != "C" || d.Items[0].MH.Class != "A" {
		t.Errorf("%+v", d)
	}
}

func TestItemstatsSaysWhenGroupsCannotBeCompared(t *testing.T) {
	out, _, err := runs(t, "itemstats", file(t, "answers.csv", "person,g,a,b\nw,m,1,0\nx,m,0,1\ny,f,1,\nz,f,,1\n"), "--group", "g")
	if check(t, err); !strings.Contains(out, "Only people who were asked every item can be compared") || strings.Contains(out, "did not settle") {
		t.Error(out)
	}
	out, _, err = runs(t, "itemstats", file(t, "answers.csv", "person,a,b\nw,1,\nx,,1\n"))
	if check(t, err); !strings.Contains(out, "Nobody was asked every item, so reliability cannot be had") {
		t.Error(out)
	}
}

type difJSONForTest struct {
	Reference, Focal string
	NReference       int `json:"n_reference"`
	NFocal           int `json:"n_focal"`
	Underpowered     bool
	Items            []struct {
		MH struct{ Class string } `json:"mantel_haenszel"`
	}
}

func TestItemstatsRefusesInOneLine(t *testing.T) {
	good := file(t, "good.csv", "person,a,g\nx,1,m\ny,0,m\n")
	many := "person,a,g\n"
	for i := range 13 {
		many += fmt.Sprintf("p%d,1,g%d\n", i, i)
	}
	refuses(t, "there is no such file", "itemstats", "nowhere.csv")
	refuses(t, "this is a folder", "itemstats", t.TempDir())
	refuses(t, `good.csv: row 2, column g: "m" is no mark`, "itemstats", good)
	refuses(t, `good.csv: row 1: there is no column "sex"`, "itemstats", good, "--group", "sex")
	refuses(t, "good.csv: column g has 1 different values", "itemstats", good, "--group", "g")
	refuses(t, "column g has 13 different values", "itemstats", file(t, "many.csv", many), "--group", "g")
	refuses(t, "key.csv: row 1: there is no column \"key\"", "itemstats", good, "--group", "g", "--key", file(t, "key.csv", "item\na\n"))
	refuses(t, "the key has no row for this item", "itemstats", good, "--group", "g", "--key", file(t, "key.csv", "item,key\nb,1\n"))
}
