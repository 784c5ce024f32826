// Package static holds what browsers load beside the pages: style sheets, fonts, icons and scripts, embedded in the program. Every file
// is served under an address that holds a checksum of its bytes, so that it may be kept for ever.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strings"
	"sync"
)

//go:embed css fonts js icons.svg icons-LICENSE.txt favicon.svg
var files embed.FS

// Prefix begins the address of every asset.
const Prefix = "/static/"

// asset is one file as it is sent.
type asset struct {
	url         string
	data        []byte
	gzipped     []byte
	contentType string
	inline      string // of a picture, its bytes as an address
}

// library holds the assets by name and by address.
type library struct{ byName, byURL map[string]*asset }

var assets = sync.OnceValue(func() *library {
	l, err := load(files)
	if err != nil {
		panic("static: " + err.Error()) // the files are embedded and tested, so a failure here is a broken build
	}
	return l
})

// URL returns the address of an asset by its name, such as css/main.css. An unknown name is a fault of the program and panics.
func URL(name string) string {
	a, ok := assets().byName[name]
	if !ok {
		panic("static: there is no asset " + name)
	}
	return a.url
}

// Inline returns a small picture as an address that holds it, so that it costs no request of its own. An unknown name panics.
func Inline(name string) string {
	a, ok := assets().byName[name]
	if !ok {
		panic("static: there is no asset " + name)
	}
	return a.inline
}

// Asset returns what is served at an address: the bytes, the same gzipped (nil where that would save nothing) and the content type.
func Asset(address string) (data, gzipped []byte, contentType string, ok bool) {
	a, ok := assets().byURL[address]
	if !ok {
		return nil, nil, "", false
	}
	return a.data, a.gzipped, a.contentType, true
}

// Addresses returns the address of every asset, for whoever copies the pages to a place without this program.
func Addresses() []string {
	addresses := make([]string, 0, len(assets().byURL))
	for address := range assets().byURL {
		addresses = append(addresses, address)
	}
	return addresses
}

var contentTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".woff2": "font/woff2",
	".txt":   "text/plain; charset=utf-8",
}

// load reads all files; style sheets come last, because their bytes hold the addresses of the fonts.
func load(files fs.FS) (*library, error) {
	l := &library{byName: map[string]*asset{}, byURL: map[string]*asset{}}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) == ".css" {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		if path.Ext(name) == ".js" && !strings.HasSuffix(name, ".min.js") {
			data = []byte(strip(string(data)))
		}
		return l.add(name, data)
	})
	if err != nil {
		return nil, err
	}
	sheet, err := joinSheets(files, func(name string) (string, bool) {
		a, ok := l.byName[name]
		if !ok {
			return "", false
		}
		return a.url, true
	})
	if err != nil {
		return nil, err
	}
	return l, l.add("css/main.css", []byte(sheet))
}

func (l *library) add(name string, data []byte) error {
	contentType, ok := contentTypes[path.Ext(name)]
	if !ok {
		return fmt.Errorf("%s: no content type is known for this kind of file", name)
	}
	sum := sha256.Sum256(data)
	a := &asset{url: Prefix + hex.EncodeToString(sum[:6]) + "/" + name, data: data, contentType: contentType}
	if strings.HasPrefix(contentType, "image/") {
		a.inline = "data:" + contentType + "," + url.PathEscape(string(data))
	}
	if !strings.HasPrefix(contentType, "font/") {
		gzipped, err := compress(data)
		if err != nil {
			return err
		}
		if len(gzipped) < len(data) {
			a.gzipped = gzipped
		}
	}
	l.byName[name], l.byURL[a.url] = a, a
	return nil
}

func compress(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
