package static

import (
	"net/url"
	"strings"
	"testing"
)

func TestInlineHoldsTheWholePicture(t *testing.T) {
	picture, found := strings.CutPrefix(Inline("favicon.svg"), "data:image/svg+xml,")
	if !found {
		t.Fatalf("the address begins with %.40s", Inline("favicon.svg"))
	}
	text, err := url.PathUnescape(picture)
	if err != nil {
		t.Fatal(err)
	}
	data, _, _, _ := Asset(URL("favicon.svg"))
	if text != string(data) || !strings.HasSuffix(strings.TrimSpace(text), "</svg>") {
		t.Errorf("the address holds %q", text)
	}
}
