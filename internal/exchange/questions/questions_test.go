package questions

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"touchstone/internal/bank"
)

func read(t *testing.T, text string) *File {
	t.Helper()
	f, err := Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// told writes a question in a few words: kind, id, stem and answers.
func told(q bank.Question) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s [%s] %s", q.Kind, q.ID, q.Stem)
	if q.Code != "" {
		fmt.Fprintf(&b, " {%s}", q.Code)
	}
	for _, o := range q.Options {
		fmt.Fprintf(&b, " | %s%s", map[bool]string{true: "*"}[o.Correct], o.Text)
		if o.Why != "" {
			fmt.Fprintf(&b, " (%s)", o.Why)
		}
	}
	for _, p := range q.Pairs {
		fmt.Fprintf(&b, " | %s=%s", p.Left, p.Right)
	}
	for _, d := range q.Decoys {
		fmt.Fprintf(&b, " | =%s", d)
	}
	for _, step := range q.Order {
		fmt.Fprintf(&b, " > %s", step)
	}
	for _, a := range q.Accept {
		fmt.Fprintf(&b, " ~ %s", a)
	}
	if q.Value != nil {
		fmt.Fprintf(&b, " = %g +- %.4g", *q.Value, q.Tolerance)
	}
	if q.Explanation != "" {
		b.WriteString(" because " + q.Explanation)
	}
	if q.Topic != "" {
		b.WriteString(" @" + q.Topic)
	}
	return b.String()
}

func compare(t *testing.T, f *File, format Format, questions, lost []string) {
	t.Helper()
	if f.Format != format {
		t.Errorf("taken for %s, want %s", f.Format, format)
	}
	var got, missed []string
	for _, q := range f.Questions {
		got = append(got, told(q))
	}
	for _, l := range f.Lost {
		missed = append(missed, l.Question+": "+l.What)
	}
	if !reflect.DeepEqual(got, questions) {
		t.Errorf("read\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(questions, "\n"))
	}
	if !reflect.DeepEqual(missed, lost) {
		t.Errorf("lost\n%s\nwant\n%s", strings.Join(missed, "\n"), strings.Join(lost, "\n"))
	}
}

func TestGIFT(t *testing.T) {
	compare(t, read(t, `// a comment, and { a brace
$CATEGORY: $course$/top/Harbour

::Cranes\: one::What does a crane lift? {
  =loads # Yes.
  ~ropes #No\, these are for winches.
  ~signs ####A crane lifts loads.
}

A winch {~paints =pulls ~reads} a rope.

A buoy floats.{T#Look again.#It does.}

A buoy sinks.{FALSE}

How many decks has the ship?{#3:1}

How long is the quay? {#12..14}

Which year, roughly? {#=1900:0 =%50%1900:10}

Which vessels sail?{~%50%yacht ~%50%schooner ~%-100%tanker}

Name a sail. {=jib =spinnaker}

Match each. {=port -> red =starboard -> green = -> blue}

[html]What is <code>a \= b</code> in<br>C\+\+?<pre>if (a \= b) \{\n\}</pre>{=an assignment ~a comparison <img src\="x.png" alt\="here">}

Tell a story of the sea. {}

Only a text.

Open { =never closed
`), GIFT, []string{
		`single [Cranes: one] What does a crane lift? | *loads (Yes.) | ropes (No\, these are for winches.) | signs because A crane lifts loads. @Harbour`,
		"single [2] A winch _____ a rope. | paints | *pulls | reads @Harbour",
		"single [3] A buoy floats. | *True (It does.) | False (Look again.) @Harbour",
		"single [4] A buoy sinks. | True | *False @Harbour",
		"numeric [5] How many decks has the ship? = 3 +- 1 @Harbour",
		"numeric [6] How long is the quay? = 13 +- 1 @Harbour",
		"numeric [7] Which year, roughly? = 1900 +- 0 @Harbour",
		"multiple [8] Which vessels sail? | *yacht | *schooner | tanker @Harbour",
		"short [9] Name a sail. ~ jib ~ spinnaker @Harbour",
		"match [10] Match each. | port=red | starboard=green | =blue @Harbour",
		"single [11] What is `a = b` in\nC\\+\\+? {if (a = b) {\n}} | *an assignment | a comparison here @Harbour",
	}, []string{
		"7: all numbers but the first", "11: a picture or other medium",
		"line 30: it asks for a free text", "line 32: it has no answers: a description", "line 34: the brace of its answers is never closed",
	})
}

func TestAiken(t *testing.T) {
	compare(t, read(t, `What does a crane lift?
A. loads
B. ropes
c) signs
ANSWER: A

Which of these
sail on the sea?
A) a yacht
B) a tanker
C) a schooner
   with two masts
ANSWER: A, C

What is missing here?
A. the answer
B. the end

ANSWER: B
`), Aiken, []string{
		"single [1] What does a crane lift? | *loads | ropes | signs",
		"multiple [2] Which of these\nsail on the sea? | *a yacht | a tanker | *a schooner with two masts",
	}, []string{"line 15: the line ANSWER: is missing", "line 0: there is an answer without a question"})
}

func TestMoodle(t *testing.T) {
	compare(t, read(t, `<?xml version="1.0" encoding="UTF-8"?>
<!-- exported -->
<quiz>
<question type="category"><category><text>$course$/top/Harbour</text></category></question>
<question type="multichoice"><name><text>cranes</text></name>
 <questiontext format="html"><text><![CDATA[<p>What does <code>lift()</code> do&nbsp;here?</p><pre>lift(crate);
  stop();</pre>]]></text></questiontext>
 <generalfeedback format="html"><text><![CDATA[<p>It <b>lifts</b> &amp; stops.</p>]]></text></generalfeedback>
 <single>true</single>
 <answer fraction="100" format="html"><text><![CDATA[<p>It lifts</p>]]></text><feedback><text>Yes.</text></feedback></answer>
 <answer fraction="50"><text>It pulls</text></answer>
 <answer fraction="0"><text><![CDATA[It <img src="@@PLUGINFILE@@/x.png" alt="paints"/>]]></text></answer>
</question>
<question type="multichoice"><name><text>sails</text></name><questiontext format="markdown"><text>Which sail?</text></questiontext><single>false</single>
 <answer fraction="50"><text>yacht</text></answer><answer fraction="50"><text>schooner</text></answer><answer fraction="-100"><text>tanker</text></answer></question>
<question type="truefalse"><name><text>cranes</text></name><questiontext><text>A buoy floats.</text></questiontext><answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>
<question type="shortanswer"><questiontext><text>Name a sail.</text></questiontext><answer fraction="100"><text>jib</text></answer><answer fraction="50"><text>sheet</text></answer></question>
<question type="numerical"><questiontext><text>How many decks?</text></questiontext><answer fraction="100"><text>3</text><tolerance>0.5</tolerance></answer></question>
<question type="matching"><questiontext><text>Match.</text></questiontext><subquestion format="html"><text>port</text><answer><text>red</text></answer></subquestion><subquestion><text></text><answer><text>blue</text></answer></subquestion></question>
<question type="ordering"><questiontext><text>Put into order.</text></questiontext><answer fraction="1"><text>load</text></answer><answer fraction="2"><text>sail</text></answer></question>
<question type="essay"><name><text>story</text></name><questiontext><text>Tell.</text></questiontext></question>
</quiz>`), Moodle, []string{
		"single [cranes] What does `lift()` do here? {lift(crate);\n  stop();} | *It lifts (Yes.) | It pulls | It paints because It lifts & stops. @Harbour",
		"multiple [sails] Which sail? | *yacht | *schooner | tanker @Harbour",
		"single [cranes (2)] A buoy floats. | *true | false @Harbour",
		"short [4] Name a sail. ~ jib @Harbour",
		"numeric [5] How many decks? = 3 +- 0.5 @Harbour",
		"match [6] Match. | port=red | =blue @Harbour",
		"order [7] Put into order. > load > sail @Harbour",
	}, []string{"cranes: a picture or other medium", "cranes: answers that earn a part of the mark", "4: answers that earn a part of the mark", `story: it is of the kind "essay"`})
}

const qti2 = `<?xml version="1.0"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="%s" title="t" adaptive="false" timeDependent="false">%s</assessmentItem>`

func TestQTI(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"choice", fmt.Sprintf(qti2, "crane", `<responseDeclaration identifier="R" cardinality="single" baseType="identifier"><correctResponse><value>B</value></correctResponse></responseDeclaration>
			<itemBody><p>Look at <code>x</code>.</p><pre>a  b</pre><choiceInteraction responseIdentifier="R" shuffle="true" maxChoices="1"><prompt>What lifts?</prompt>
			<simpleChoice identifier="A">rope<feedbackInline identifier="A" outcomeIdentifier="F" showHide="show">No.</feedbackInline></simpleChoice><simpleChoice identifier="B">a <b>crane</b></simpleChoice></choiceInteraction></itemBody>
			<modalFeedback outcomeIdentifier="F" identifier="x" showHide="show">Cranes lift.</modalFeedback>`),
			"single [crane] Look at `x`.\nWhat lifts? {a  b} | rope (No.) | *a crane because Cranes lift."},
		{"choice of QTI 3", `<qti-assessment-item identifier="sail"><qti-response-declaration identifier="R" cardinality="multiple" base-type="identifier"><qti-correct-response><qti-value>A</qti-value><qti-value>C</qti-value></qti-correct-response></qti-response-declaration>
			<qti-item-body><qti-choice-interaction response-identifier="R" max-choices="0"><qti-prompt>Which sail?</qti-prompt><qti-simple-choice identifier="A">yacht</qti-simple-choice><qti-simple-choice identifier="B">tanker</qti-simple-choice><qti-simple-choice identifier="C">schooner</qti-simple-choice></qti-choice-interaction></qti-item-body></qti-assessment-item>`,
			"multiple [sail] Which sail? | *yacht | tanker | *schooner"},
		{"match", fmt.Sprintf(qti2, "m", `<responseDeclaration identifier="R" cardinality="multiple" baseType="directedPair"><correctResponse><value>p r</value><value>s g</value></correctResponse></responseDeclaration>
			<itemBody><matchInteraction responseIdentifier="R"><prompt>Match.</prompt><simpleMatchSet><simpleAssociableChoice identifier="p">port</simpleAssociableChoice><simpleAssociableChoice identifier="s">starboard</simpleAssociableChoice></simpleMatchSet>
			<simpleMatchSet><simpleAssociableChoice identifier="r">red</simpleAssociableChoice><simpleAssociableChoice identifier="g">green</simpleAssociableChoice><simpleAssociableChoice identifier="b">blue</simpleAssociableChoice></simpleMatchSet></matchInteraction></itemBody>`),
			"match [m] Match. | port=red | starboard=green | =blue"},
		{"order", fmt.Sprintf(qti2, "o", `<responseDeclaration identifier="R" cardinality="ordered" baseType="identifier"><correctResponse><value>b</value><value>a</value></correctResponse></responseDeclaration>
			<itemBody><orderInteraction responseIdentifier="R"><prompt>Order.</prompt><simpleChoice identifier="a">sail</simpleChoice><simpleChoice identifier="b">load</simpleChoice></orderInteraction></itemBody>`),
			"order [o] Order. > load > sail"},
		{"text", fmt.Sprintf(qti2, "s", `<responseDeclaration identifier="R" cardinality="single" baseType="string"><correctResponse><value>jib</value></correctResponse><mapping><mapEntry mapKey="jib" mappedValue="1"/><mapEntry mapKey="foresail" mappedValue="1"/></mapping></responseDeclaration>
			<itemBody><p>The front sail is the <textEntryInteraction responseIdentifier="R"/>.</p></itemBody>`),
			"short [s] The front sail is the _____ . ~ jib ~ foresail"},
		{"number", fmt.Sprintf(qti2, "n", `<responseDeclaration identifier="R" cardinality="single" baseType="integer"><correctResponse><value>3</value></correctResponse></responseDeclaration>
			<itemBody><p>How many decks? <textEntryInteraction responseIdentifier="R"/></p></itemBody>`),
			"numeric [n] How many decks? _____ = 3 +- 0"},
	} {
		t.Run(c.name, func(t *testing.T) { compare(t, read(t, c.text), QTI, []string{c.want}, nil) })
	}
	compare(t, read(t, fmt.Sprintf(qti2, "e", `<itemBody><extendedTextInteraction responseIdentifier="R"/></itemBody>`)), QTI, nil,
		[]string{"e: it has no interaction that can be read: choice, match, order or text entry"})
}

func TestCSV(t *testing.T) {
	compare(t, read(t, "\ufeffQuestion;A;B;C;Correct;Explanation\r\nWhat lifts?;rope;crane;buoy;B;\"It lifts;\nloads.\"\r\n;;;;;\r\nWhich sail?;yacht;'-tanker;schooner;A, C;\r\nName it;jib;sail;;jib;\r\n;x;;;;\r\n"), CSV, []string{
		"single [1] What lifts? | rope | *crane | buoy because It lifts;\nloads.",
		"multiple [2] Which sail? | *yacht | -tanker | *schooner",
		"single [3] Name it | *jib | sail",
	}, []string{"line 7: it has no stem"})
	compare(t, read(t, `id,kind,stem,key,option 1,option 2,option 3
m,match,Match,,port -> red,starboard->green,-> blue
o,order,Order,,load,sail,
n,numeric,How many?,3 +- 0.5,,,
s,short,Name a sail,jib | spinnaker,,,
x,numeric,How many?,some,,,
`), CSV, []string{"match [m] Match | port=red | starboard=green | =blue", "order [o] Order > load > sail", "numeric [n] How many? = 3 +- 0.5", "short [s] Name a sail ~ jib ~ spinnaker"},
		[]string{"x: its key is no number"})
}

func TestJSON(t *testing.T) {
	compare(t, read(t, `{"documents":[],"questions":[{"id":"a","kind":"single","stem":"What?","options":[{"text":"x","correct":true},{"text":"y"}]},{"stem":""}]}`), JSON,
		[]string{"single [a] What? | *x | y"}, []string{"line 0: it has no stem"})
	compare(t, read(t, `[{"stem":"Which?","options":[{"text":"x","correct":true},{"text":"y","correct":true},{"text":"z"}]},{"stem":"How many?","value":3}]`), JSON,
		[]string{"multiple [1] Which? | *x | *y | z", "numeric [2] How many? = 3 +- 0"}, nil)
}

func TestAFileThatIsNoneSaysWhatToDo(t *testing.T) {
	for _, c := range []struct{ name, text, says string }{
		{"empty", " \n", "the file is empty"},
		{"zip", "PK\x03\x04xx", "unpack it"},
		{"UTF-16", "\xff\xfea\x00", "UTF-16"},
		{"Latin 1", "A caf\xe9 {=x}", "byte 5"},
		{"NUL", "a\x00b", "not text"},
		{"prose", "A text about ships.", "this is no question file"},
		{"other XML", "<html><body/></html>", "begins with <html>"},
		{"QTI 1.2", "<questestinterop/>", "QTI 1.2"},
		{"broken XML", "<quiz>\n<question type='essay'>\n</quiz>", "broken in line 3"},
		{"broken JSON", "{\"questions\": [\n{]}", "broken in line 2"},
		{"JSON of another make", `{"questions":[{"stem":1}]}`, "stem must be a string"},
		{"no question", `{"a": 1}`, "holds no question"},
		{"entities", `<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><quiz><question type="essay"><name><text>&b;</text></name></question></quiz>`, "invalid character entity"},
		{"deep", "<assessmentItem>" + strings.Repeat("<a>", 1000), "inside each other"},
		{"deep JSON", `[{"stem":` + strings.Repeat("[", 20000), "exceeded max depth"},
		{"many questions", strings.Repeat("What?{=x}\n\n", 50001), "more than 50000 questions"},
		{"many answers", "<quiz><question>" + strings.Repeat("<answer/>", 1001), "more than 1,000 answers"},
		{"large", strings.Repeat("a", MaxSize+1), "larger than 10 MB"},
	} {
		f, err := Read([]byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, %v, want %q", c.name, f, err, c.says)
		}
	}
}

// samples are one question of each kind, with everything that formats trip over.
func samples() []bank.Question {
	three := 3.0
	return []bank.Question{
		{ID: "s", Kind: bank.Single, Topic: "harbour", Stem: "What does `a = {b: \"c\"}` do? See #1 & <this> ~ that: now", Code: "if (a != b) {\n\n  print(\"x\\n\");\n}", Explanation: "It's so: 1 < 2, #1.",
			Options: []bank.Option{{Text: "sets `a`", Correct: true, Why: "Yes: it does."}, {Text: "-> {nothing}", Why: "No #2 = 3."}, {Text: "=1+1"}, {Text: "a \\n b"}}},
		{ID: "m", Kind: bank.Multiple, Topic: "harbour", Stem: "Which of these sail?", Options: []bank.Option{{Text: "yacht", Correct: true}, {Text: "tanker"}, {Text: "schooner", Correct: true}, {Text: "junk", Correct: true}}},
		{ID: "p", Kind: bank.Match, Topic: "sea", Stem: "Match each side with its colour.", Pairs: []bank.Pair{{Left: "port", Right: "red"}, {Left: "starboard", Right: "green"}}, Decoys: []string{"blue"}},
		{ID: "o", Kind: bank.Order, Topic: "sea", Stem: "Put into order.", Order: []string{"load", "sail", "unload"}},
		{ID: "n", Kind: bank.Numeric, Topic: "sea", Stem: "How many decks?", Value: &three, Tolerance: 0.25},
		{ID: "t", Kind: bank.Short, Topic: "sea", Stem: "Name a sail.", Accept: []string{"jib", "spinnaker"}},
	}
}

func TestRoundTrips(t *testing.T) {
	for format, misses := range map[Format]string{JSON: "", CSV: "", Moodle: "", GIFT: "o", Aiken: "smpont"} {
		t.Run(string(format), func(t *testing.T) {
			qs := samples()
			if format == Aiken {
				qs = append(qs, bank.Question{ID: "1", Kind: bank.Single, Stem: "What lifts a crate?", Options: []bank.Option{{Text: "crane", Correct: true}, {Text: "winch"}, {Text: "rope"}}})
			}
			data, lost, err := Write(format, qs)
			if err != nil {
				t.Fatal(err)
			}
			f := read(t, string(data))
			var want, got []string
			for _, q := range qs {
				if !strings.Contains(misses, q.ID) {
					want = append(want, told(q))
					continue
				}
				if !strings.Contains(fmt.Sprint(lost), "{"+q.ID+" the ") {
					t.Errorf("nothing says that %s is lost: %v", q.ID, lost)
				}
			}
			for _, q := range f.Questions {
				got = append(got, told(q))
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("came back as\n%s\nwant\n%s\nin between\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"), data)
			}
			if f.Format != format || len(f.Lost) > 0 {
				t.Errorf("taken for %s, lost %v", f.Format, f.Lost)
			}
		})
	}
}

func TestItemsComeBack(t *testing.T) {
	for _, q := range samples() {
		item, lost := WriteItem(&q)
		f := read(t, string(item))
		want := told(q)
		if len(q.Options)+len(q.Pairs)+len(q.Order) == 0 { // what is typed gets a gap
			want = strings.Replace(want, q.Stem, q.Stem+"\n_____", 1)
		}
		if got := told(f.Questions[0]); got != want || len(lost) > 0 || len(f.Lost) > 0 {
			t.Errorf("came back as\n%s\nwant\n%s\n%s", got, want, item)
		}
	}
}

// large are files of one size in each format, made to be hard.
func large(size int) map[string]string {
	fill := func(unit, before, after string) string {
		return before + strings.Repeat(unit, (size-len(before)-len(after))/len(unit)) + after
	}
	return map[string]string{
		"gift":            fill("What lifts?{=crane ~rope ~buoy}\n\n", "", ""),
		"gift, one":       fill("~a", "x{", "}"),
		"gift, braces":    fill("{", "}", ""),
		"gift, escapes":   fill("\\", "x {=a}", ""),
		"aiken":           fill("What lifts?\nA. crane\nB. rope\nANSWER: A\n\n", "", ""),
		"aiken, one stem": fill("a\n", "", "A. x\nANSWER: A\n"),
		"csv":             fill("What lifts?,crane,rope,A\n", "stem,A,B,key\n", ""),
		"csv, quote":      fill("a\n", "stem,A,B,key\n\"", ""),
		"moodle":          fill("<question type='shortanswer'><questiontext><text>What?</text></questiontext><answer fraction='100'><text>x</text></answer></question>", "<quiz>", "</quiz>"),
		"moodle, answers": fill("<answer/>", "<quiz><question type='shortanswer'>", "</question></quiz>"),
		"moodle, html":    fill("&lt;b&gt;", "<quiz><question type='essay'><questiontext><text>", "</text></questiontext></question></quiz>"),
		"moodle, deep":    fill("<a>", "<quiz>", ""),
		"qti":             fill("<a/>", "<assessmentItem>", "</assessmentItem>"),
		"qti, text":       fill("x &amp; ", "<assessmentItem><itemBody>", "</itemBody></assessmentItem>"),
		"json":            fill(`{"stem":"What?","accept":["x"]},`, "[", `{"stem":"x"}]`),
		"json, deep":      fill("[", `{"questions":`, ""),
		"nothing":         fill("lorem ipsum ", "", ""),
		"comment":         fill("<!--", "", ""),
		"declaration":     fill("[", "<!DOCTYPE a", ""),
	}
}

// Time is for the benchmark: a test shares the machine with others, and with the race detector.
func TestHardFilesKeepLittleMemory(t *testing.T) {
	for name, text := range large(MaxSize / 10) {
		data := []byte(text)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		f, err := Read(data)
		runtime.GC()
		runtime.ReadMemStats(&after)
		if (f == nil) == (err == nil) {
			t.Errorf("%s: %v, %v", name, f, err)
		}
		if kept := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) >> 20; kept > 64 {
			t.Errorf("%s keeps %d MB of one", name, kept)
		}
		runtime.KeepAlive(f)
	}
}

// 10 MB must be read, or refused, in 2 s.
func BenchmarkTenMegabytes(b *testing.B) {
	for name, text := range large(MaxSize) {
		b.Run(name, func(b *testing.B) {
			data := []byte(text)
			b.ReportAllocs()
			for b.Loop() {
				_, _ = Read(data)
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/op")
			b.ReportMetric(2, "s-limit")
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, format := range []Format{JSON, GIFT, Aiken, Moodle, CSV} {
		data, _, err := Write(format, samples())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(fmt.Sprintf(qti2, "x", `<responseDeclaration identifier="R"><correctResponse><value>a b</value></correctResponse></responseDeclaration><itemBody><matchInteraction responseIdentifier="R"><simpleMatchSet/><simpleMatchSet/></matchInteraction></itemBody>`)))
	gate := bank.NewGate(nil, nil)
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read(data)
		if err != nil {
			return
		}
		ids := map[string]bool{}
		for _, q := range file.Questions {
			if ids[q.ID] {
				t.Errorf("two questions are called %q", q.ID)
			}
			ids[q.ID] = true
			gate.Question(&q)
		}
		if len(file.Lines) != len(file.Questions) {
			t.Errorf("%d lines for %d questions", len(file.Lines), len(file.Questions))
		}
		for i := range file.Questions {
			item, _ := WriteItem(&file.Questions[i])
			if _, err := Read(item); err != nil && len(item) < MaxSize {
				t.Errorf("the item that was written cannot be read: %v\n%s", err, item)
			}
		}
		for _, format := range []Format{JSON, GIFT, Aiken, Moodle, CSV} {
			if _, _, err := Write(format, file.Questions); err != nil {
				t.Errorf("%s: %v", format, err)
			}
		}
	})
}
