package browser

import (
	"image"
	"image/draw"
	"image/png"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"touchstone/internal/testbed"
)

// TestForcedColours looks at pages in a theme of few colours that the system forces on them. What is told by a colour or a
// shape must still differ, and what is drawn must still be there.
func TestForcedColours(t *testing.T) {
	t.Parallel()
	site := demo(t)
	view := testbed.View{ForcedColors: true}
	p := testbed.NewPage(t, view)
	p.Goto(site + "/")
	exam := begin(t, p, "backend-foundations")
	complete(t, p, exam, 1)
	p.Goto(site + exam + "/questions/1")
	off := crop(t, p, "label:has([data-flag])")
	v := &taker{Page: p, t: t}
	if v.kind() != "single" && v.kind() != "multiple" {
		post(p, exam+"/submission", nil)
		t.Log("the first question has no options this time")
	} else {
		waiting := crop(t, p, "label:has(#o1)")
		v.pick("#o1")
		differ(t, "a chosen option from one that waits", crop(t, p, "label:has(#o1)"), waiting)
	}
	p.Click("label:has([data-flag])")
	differ(t, "a flag that is set from one that is not", crop(t, p, "label:has([data-flag])"), off)
	drawn(t, p, ".ruler .here", ".ruler .gone, .ruler .here")

	practice := begin(t, p, "oauth")
	for n := 1; n <= 8; n++ {
		post(p, question(practice, n)+"/answer", url.Values{"answer": {"a"}, "seq": {"0"}})
		p.Goto(site + question(practice, n) + "/feedback")
		if p.Count(".choice-wrong > svg") > 0 && p.Count(".choice-right > svg") > 0 {
			differ(t, "right from not right", crop(t, p, ".choice-right > svg"), crop(t, p, ".choice-wrong > svg"))
			break
		}
	}

	learner := signIn(t, site, ada, view)
	learner.Goto(site + "/topics")
	drawn(t, learner, `.menu [aria-current]`, ".mark svg, .mark use", ".map-wide .node .shape, .map-wide .node .shape-full")
	learner.Goto(site + "/me")
	drawn(t, learner, ".timeline .you", ".timeline .span")
	learner.Goto(site + testbed.Eval[string](learner, `document.querySelector('main a[href$="/result"]').getAttribute("href")`))
	drawn(t, learner, ".slab .span", ".slab .you")

	leader := signIn(t, site, maria, view)
	leader.Goto(site + "/cohorts")
	leader.Follow("main a.whole")
	drawn(t, leader, "table.heat tbody td", `.menu [aria-current]`)
	hiring := signIn(t, site, jonas, view)
	hiring.Goto(site + "/screenings")
	hiring.Follow("main a.whole")
	drawn(t, hiring, ".candidates .span", ".candidates .tick-at")
}

// crop is the picture of the first element that a selector finds.
func crop(t *testing.T, p *testbed.Page, selector string) image.Image {
	t.Helper()
	box := testbed.Eval[[]int](p, `(() => {
		const element = document.querySelector(`+literal(selector)+`);
		element.scrollIntoView({ block: "center", inline: "center" });
		document.activeElement.blur();
		const box = element.getBoundingClientRect();
		return [box.left - 2, box.top - 2, box.right + 2, box.bottom + 4].map(Math.round);
	})()`)
	name := filepath.Join(t.TempDir(), "view.png")
	p.Screenshot(name, false)
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := png.Decode(file)
	if closing := file.Close(); err != nil || closing != nil {
		t.Fatal(err, closing)
	}
	part := image.NewRGBA(image.Rect(0, 0, box[2]-box[0], box[3]-box[1]))
	draw.Draw(part, part.Bounds(), whole, image.Pt(box[0], box[1]), draw.Src)
	return part
}

// differ fails the test when two pictures are the same but for a few pixels.
func differ(t *testing.T, what string, a, b image.Image) {
	t.Helper()
	const fewest = 20
	different := 0
	for y := range min(a.Bounds().Dy(), b.Bounds().Dy()) {
		for x := range min(a.Bounds().Dx(), b.Bounds().Dx()) {
			if a.At(x, y) != b.At(x, y) {
				different++
			}
		}
	}
	if different < fewest {
		t.Errorf("in forced colours nobody can tell %s: %d pixels differ", what, different)
	}
}

// drawn fails the test when nothing can be seen where the first element of a selector stands.
func drawn(t *testing.T, p *testbed.Page, selectors ...string) {
	t.Helper()
	for _, selector := range selectors {
		if p.Count(selector) == 0 {
			t.Errorf("%s: there is no %s", path(p), selector)
			continue
		}
		picture := crop(t, p, selector)
		colours := map[any]int{}
		for y := range picture.Bounds().Dy() {
			for x := range picture.Bounds().Dx() {
				colours[picture.At(x, y)]++
			}
		}
		if len(colours) < 2 {
			t.Errorf("%s: in forced colours nothing is seen of %s", path(p), selector)
		}
	}
}
