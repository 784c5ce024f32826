package static

import (
	"bytes"
	"compress/gzip"
	"io"
	"regexp"
	"strings"
	"testing"
)

func TestEveryAddressServesItsAsset(t *testing.T) {
	for _, address := range Addresses() {
		data, gzipped, contentType, ok := Asset(address)
		if !ok || len(data) == 0 || contentType == "" {
			t.Fatalf("%s: ok %v, %d bytes, type %q", address, ok, len(data), contentType)
		}
		if gzipped == nil {
			continue
		}
		r, err := gzip.NewReader(bytes.NewReader(gzipped))
		if err != nil {
			t.Fatal(err)
		}
		unpacked, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(unpacked, data) {
			t.Errorf("%s: the gzipped bytes do not unpack to the plain ones: %v", address, err)
		}
	}
	if _, _, _, ok := Asset("/static/000000000000/css/main.css"); ok {
		t.Error("an address with a wrong checksum is served")
	}
}

func TestSheetIsWhole(t *testing.T) {
	data, gzipped, _, _ := Asset(URL("css/main.css"))
	sheet := string(data)
	if strings.Contains(sheet, "@import") || strings.Contains(sheet, "../") || strings.Contains(sheet, "/*") {
		t.Error("the joined style sheet still has an import, a relative address or a comment")
	}
	if !strings.HasPrefix(sheet, "@layer reset,tokens,base,layout,components,charts,utilities,print;") {
		t.Errorf("the order of the layers does not come first: %.80s", sheet)
	}
	if open, closed := strings.Count(sheet, "{"), strings.Count(sheet, "}"); open != closed {
		t.Errorf("%d opening and %d closing braces", open, closed)
	}
	for _, found := range regexp.MustCompile(`url\("([^"]+)"\)`).FindAllStringSubmatch(sheet, -1) {
		if _, _, _, ok := Asset(found[1]); !ok {
			t.Errorf("the sheet names %s, which is not served", found[1])
		}
	}
	if len(gzipped) > 15<<10 {
		t.Errorf("the style sheet has %d bytes gzipped, the budget is 15 KB", len(gzipped))
	}
	for _, name := range []string{".at-0{", ".at-100{", ".w-0{", ".w-100{"} {
		if !strings.Contains(sheet, name) {
			t.Errorf("the sheet lacks %s", name)
		}
	}
}

func TestSqueezeKeepsMeaning(t *testing.T) {
	got := squeeze("/* note */\n.a { & :target , b:c { margin : calc( 1px + 2px ) ; } }\n")
	if want := ".a{& :target,b:c{margin:calc( 1px + 2px );}}"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestStripKeepsTheScript(t *testing.T) {
	got := strip("// a remark\nconst a = 'x // y';\n  // another\n  if (a) {\n    go('http://b');\n  }\n")
	if want := "const a = 'x // y';\nif (a) {\ngo('http://b');\n}\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestScriptBudget(t *testing.T) {
	_, gzipped, _, ok := Asset(URL("js/app.js"))
	if !ok || len(gzipped) > 8<<10 {
		t.Errorf("app.js has %d bytes gzipped, the budget is 8 KB", len(gzipped))
	}
}
