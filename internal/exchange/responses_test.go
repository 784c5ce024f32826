package exchange

import (
	"bytes"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"

	"touchstone/internal/fault"
)

func readResponses(t *testing.T, text string, form ResponsesForm) *Responses {
	t.Helper()
	responses, err := ReadResponses(strings.NewReader(text), form)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return responses
}

func TestResponsesHoldMarksOmissionsAndWhatWasNotAsked(t *testing.T) {
	text := "\xef\xbb\xbfperson, essay:8 ,item1\r\n\"Ada, B.\",5.5,1\r\n\r\nBen,-,\r\n,,\r\nCem,0,-\r\n"
	r := readResponses(t, text, ResponsesForm{})
	if got := strings.Join(r.People, "|"); got != "Ada, B.|Ben|Cem" {
		t.Errorf("people are %q", got)
	}
	if len(r.Items) != 2 || r.Items[0].Name != "essay" || r.Items[0].Max != 8 || r.Items[1].Max != 1 {
		t.Fatalf("items are %+v", r.Items)
	}
	essay, item := r.Items[0], r.Items[1]
	if essay.Marks[essay.Codes[0]] != 5.5 || essay.Codes[1] != Omitted || essay.Marks[Omitted] != 0 || essay.Marks[essay.Codes[2]] != 0 || essay.Codes[2] == Omitted {
		t.Errorf("essay is %+v", essay)
	}
	if item.Marks[item.Codes[0]] != 1 || item.Codes[1] != NotAsked || item.Codes[2] != Omitted || item.Keyed() {
		t.Errorf("item is %+v", item)
	}
}

func TestAKeyTurnsChoicesIntoMarks(t *testing.T) {
	form := ResponsesForm{Key: map[string]string{"q1": "B", "q2": "none of these"}, Group: "city"}
	r := readResponses(t, "q1,city,person,q2,essay:3\nB,Ulm,1,none of these,2\nA,,2,-,3\n,Aix,3,\"x,y\",\n", form)
	q1, q2, essay := r.Items[0], r.Items[1], r.Items[2]
	if !q1.Keyed() || q1.Cells[q1.Key] != "B" || q1.Marks[q1.Codes[0]] != 1 || q1.Marks[q1.Codes[1]] != 0 || q1.Codes[2] != NotAsked {
		t.Errorf("q1 is %+v", q1)
	}
	if q2.Marks[q2.Codes[0]] != 1 || q2.Codes[1] != Omitted || q2.Cells[q2.Codes[2]] != "x,y" {
		t.Errorf("q2 is %+v", q2)
	}
	if essay.Keyed() || essay.Marks[essay.Codes[1]] != 3 {
		t.Errorf("essay is %+v", essay)
	}
	if strings.Join(r.Groups, "|") != "Aix|Ulm" || r.GroupOf[0] != 1 || r.GroupOf[1] != -1 || r.GroupOf[2] != 0 {
		t.Errorf("groups are %v of %v", r.GroupOf, r.Groups)
	}
}

func TestWrongResponsesAreToldByRowAndColumn(t *testing.T) {
	key := map[string]string{"a": "1"}
	tests := []struct {
		text, words string
		form        ResponsesForm
	}{
		{"", "the file is empty", ResponsesForm{}},
		{"\n\n", "the file is empty", ResponsesForm{}},
		{"person,a\n", "no row below the header", ResponsesForm{}},
		{"name,a\nx,1\n", `row 1: there is no column "person"; the columns are name, a`, ResponsesForm{}},
		{"Person,a\nx,1\n", `row 1: the column "Person" must be written "person"`, ResponsesForm{}},
		{"person\nx\n", "there is no item", ResponsesForm{}},
		{"person;a\nx;1\n", "not separated by commas", ResponsesForm{}},
		{"\xff\xfep\x00", "UTF-16", ResponsesForm{}},
		{"PK\x03\x04", "save its sheet as CSV", ResponsesForm{}},
		{"person,a\nx,1\n\ny,1,1\n", "row 4 has 3 cells and the header 2", ResponsesForm{}},
		{"person,a\nx,1\n\n,1\n", "row 4, column person: the person has no name", ResponsesForm{}},
		{"person,a\nx,1\ny,0\nx,1\n", `row 4, column person: "x" stands in row 2 already`, ResponsesForm{}},
		{"person,a,b,a\nx,1,1,1\n", `columns 2 and 4 are both called "a"`, ResponsesForm{}},
		{"person,a,a:2\nx,1,1\n", `columns 2 and 3 are both the item "a"`, ResponsesForm{}},
		{"person,a:0\nx,1\n", "is no maximum mark", ResponsesForm{}},
		{"person,a:1e308\nx,1\n", "is no maximum mark", ResponsesForm{}},
		{"person,:2\nx,1\n", "column 2: the item has no name", ResponsesForm{}},
		{"person,a,\nx,1,\n", "column 3: the item has no name", ResponsesForm{}},
		{"person,a\nx,B\n", `row 2, column a: "B" is no mark; write a number from 0 to 1`, ResponsesForm{}},
		{"person,a\nx,NaN\n", "is no mark", ResponsesForm{}},
		{"person,a\nx,Inf\n", "is no mark", ResponsesForm{}},
		{"person,a\nx,0x1\n", "is no mark", ResponsesForm{}},
		{"person,a\nx,-1\n", "the mark -1 is below 0", ResponsesForm{}},
		{"person,a:2\nx,2.5\n", "row 2, column a:2: the mark 2.5 is above the maximum 2", ResponsesForm{}},
		{"person,a\nx,\"1\ny,0\n", "row 2: a quotation mark", ResponsesForm{}},
		{"person,a\nx,1\"2\n", "row 2: a quotation mark", ResponsesForm{}},
		{"person,a\nx,1\n", `there is no column "sex"`, ResponsesForm{Group: "sex"}},
		{"person,a\nx,1\n", "the group column cannot be", ResponsesForm{Group: "person"}},
		{"person,a,b\nx,1,1\n", "row 1, column b: the key has no row for this item", ResponsesForm{Key: key}},
		{"person,a\nx,\xff\n", "row 2, column a: the choice is not in UTF-8", ResponsesForm{Key: key}},
		{"person,\xff\nx,1\n", "the name is not in UTF-8", ResponsesForm{}},
	}
	for _, test := range tests {
		_, err := ReadResponses(strings.NewReader(test.text), test.form)
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), test.words) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v, want %q", test.text, err, test.words)
		}
	}
}

func TestAColumnOfNamesIsNoItem(t *testing.T) {
	rows := &generatedRows{total: maxCodes + 10, row: func(i int) string { return fmt.Sprintf("p%d,%d\n", i, i) }, head: "person,a:1000000\n"}
	_, err := ReadResponses(rows, ResponsesForm{})
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "different cells") {
		t.Errorf("got %v", err)
	}
}

func TestKeysAndItemsAreRead(t *testing.T) {
	key, err := ReadKey(strings.NewReader("key,item,note\n4,q1,\n\"a, b\",q2,x\n"))
	if err != nil || key["q1"] != "4" || key["q2"] != "a, b" || len(key) != 2 {
		t.Errorf("%v, %v", key, err)
	}
	items, err := ReadItems(strings.NewReader("item,a,b,c,n\nq1,1.2,-0.5,.2,9\nq2,-1,3,,9\n"))
	if err != nil || len(items) != 2 || items[0] != (ItemParameters{"q1", 1.2, -.5, .2}) || items[1] != (ItemParameters{"q2", -1, 3, 0}) {
		t.Errorf("%v, %v", items, err)
	}
	if items, err := ReadItems(strings.NewReader("item,a,b\nq,1,0\n")); err != nil || items[0].C != 0 {
		t.Errorf("%v, %v", items, err)
	}
}

func TestWrongKeysAndItemsAreTold(t *testing.T) {
	for text, words := range map[string]string{
		"item\nq\n": `there is no column "key"`, "item,key\n": "no row below", "item,key\nq,\n": "row 2, column key: the key of \"q\" is missing",
		"item,key\nq,1\nq,2\n": `row 3, column item: "q" stands in row 2 already`, "item,key\n,1\n": "row 2, column item: the item has no name",
	} {
		if _, err := ReadKey(strings.NewReader(text)); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), words) {
			t.Errorf("%q: %v, want %q", text, err, words)
		}
	}
	for text, words := range map[string]string{
		"item,b\nq,1\n": `there is no column "a"`, "item,a,b\nq,x,1\n": `row 2, column a: "x" is no number`, "item,a,b\nq,0,1\n": "a slope of 0",
		"item,a,b,c\nq,1,1,1\n": "row 2, column c: the guessing parameter 1", "item,a,b\nq,1,1e9\n": "out of range", "item,a,b\nq,,1\n": `row 2, column a: "" is no number`,
	} {
		if _, err := ReadItems(strings.NewReader(text)); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), words) {
			t.Errorf("%q: %v, want %q", text, err, words)
		}
	}
}

// generatedRows is a long file that is made while it is read.
type generatedRows struct {
	head    string
	row     func(int) string
	total   int
	next    int
	pending bytes.Buffer
}

func (g *generatedRows) Read(p []byte) (int, error) {
	g.pending.WriteString(g.head)
	g.head = ""
	for g.pending.Len() < len(p) && g.next < g.total {
		g.pending.WriteString(g.row(g.next))
		g.next++
	}
	return g.pending.Read(p)
}

// A million people with ten items take two bytes an answer and what their names need, whatever the file's size.
func TestAMillionRowsTakeLinearMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a million rows")
	}
	rows := &generatedRows{total: 1_000_000, head: "person,a,b,c,d,e,f,g,h,i,j:2\n", row: func(i int) string {
		return fmt.Sprintf("p%d,%d,0,1,-,,%d,1,0,1,1.5\n", i, i&1, i>>1&1)
	}}
	before, after := runtime.MemStats{}, runtime.MemStats{}
	runtime.GC()
	runtime.ReadMemStats(&before)
	called := 0
	r, err := ReadResponses(rows, ResponsesForm{Rows: func(n int) { called = n }})
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	perPerson := float64(after.HeapAlloc-before.HeapAlloc) / float64(len(r.People))
	t.Logf("%.0f bytes a person", perPerson)
	// Ten answers of 2 bytes and a name of 24; slices that grew hold up to a quarter more.
	if len(r.People) != 1_000_000 || called < 990_000 || perPerson > 80 {
		t.Errorf("%d people, told %d, %.0f bytes a person", len(r.People), called, perPerson)
	}
	runtime.KeepAlive(r)
}

func FuzzReadResponses(f *testing.F) {
	for _, seed := range []string{"person,a,b:2\nx,1,1.5\ny,-,\n", "person,a\n\"x\",B\n", "\xef\xbb\xbfperson,a\r\n1,0\r\n", "person;a\n", "person,a,g\nx,1,m\n,,\n", "person,a\nx,\"1"} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	f.Fuzz(func(t *testing.T, text string, withKey bool) {
		form := ResponsesForm{}
		if withKey {
			form = ResponsesForm{Key: map[string]string{"a": "B", "b": "1"}, Group: "g"}
		}
		r, err := ReadResponses(strings.NewReader(text), form)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("%q: not told to the person: %v", text, err)
			}
			return
		}
		seen := map[string]bool{}
		for _, name := range r.People {
			if name == "" || seen[name] {
				t.Fatalf("%q: person %q", text, name)
			}
			seen[name] = true
		}
		for _, item := range r.Items {
			if len(item.Codes) != len(r.People) || len(item.Marks) != len(item.Cells) || item.Keyed() && item.Marks[item.Key] != item.Max {
				t.Fatalf("%q: item %+v", text, item)
			}
			for _, code := range item.Codes {
				if mark := item.Marks[code]; !(mark >= 0 && mark <= item.Max) || math.Signbit(mark) {
					t.Fatalf("%q: mark %g of %g", text, mark, item.Max)
				}
			}
		}
		if form.Group != "" && len(r.GroupOf) != len(r.People) {
			t.Fatalf("%q: %d groups of %d people", text, len(r.GroupOf), len(r.People))
		}
	})
}

func FuzzReadItems(f *testing.F) {
	f.Add("item,a,b,c\nq,1,0,.2\n")
	f.Add("item,key\nq,1\n")
	f.Fuzz(func(t *testing.T, text string) {
		items, err := ReadItems(strings.NewReader(text))
		if err != nil && fault.KindOf(err) != fault.Invalid {
			t.Fatalf("%q: %v", text, err)
		}
		for _, item := range items {
			if item.Name == "" || item.A == 0 || math.Abs(item.A) > parameterReach || math.Abs(item.B) > parameterReach || !(item.C >= 0 && item.C < 1) {
				t.Fatalf("%q: %+v", text, item)
			}
		}
		if key, err := ReadKey(strings.NewReader(text)); err == nil && len(key) == 0 || err != nil && fault.KindOf(err) != fault.Invalid {
			t.Fatalf("%q: %v, %v", text, key, err)
		}
	})
}

func BenchmarkReadResponses(b *testing.B) {
	row := strings.Repeat(",1,0,-,,1", 10) + "\n"
	for b.Loop() {
		head := "person"
		for i := range 50 {
			head += fmt.Sprintf(",item%d", i)
		}
		rows := &generatedRows{total: 100_000, head: head + "\n", row: func(i int) string { return fmt.Sprint(i) + row }}
		if _, err := ReadResponses(rows, ResponsesForm{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(5e6*float64(b.N)/b.Elapsed().Seconds(), "answers/s")
}
