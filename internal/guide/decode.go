package guide

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"touchstone/internal/fault"
)

// containers are file formats that start with a mark of their own, with the name that people know them by.
var containers = []struct{ mark, name string }{
	{"%PDF-", "a PDF"},
	{"PK\x03\x04", "a Word document, an e-book or a ZIP archive"},
	{"{\\rtf", "a rich text document"},
	{"\xd0\xcf\x11\xe0", "an old Word document"},
	{"\x1f\x8b", "a compressed file"},
	{"\x89PNG", "a picture"},
	{"\xff\xd8\xff", "a picture"},
	{"GIF8", "a picture"},
}

// decode returns the file's text as UTF-8 with \n line ends. It takes UTF-8, UTF-16 with a byte order mark or of plain
// Latin letters, and pages of the web in the encoding that they declare.
func decode(data []byte) (string, error) {
	for _, c := range containers {
		if bytes.HasPrefix(data, []byte(c.mark)) {
			return "", fault.New(fault.Invalid, "This is %s, not text. Save the guide as Markdown, HTML or plain text.", c.name)
		}
	}
	var text string
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		text = decodeUTF16(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		text = decodeUTF16(data[2:], binary.BigEndian)
	default:
		data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
		if order := unmarkedUTF16(data); order != nil {
			text = decodeUTF16(data, order)
			break
		}
		if declared, ok := decodeDeclared(data); ok {
			text = declared
			break
		}
		if isBinary(data) {
			return "", errBinary()
		}
		if at := invalidUTF8(data); at >= 0 {
			return "", fault.New(fault.Invalid, "This file is not valid UTF-8 (byte %d). Save it with the encoding UTF-8 and try again.", at+1)
		}
		text = string(data)
	}
	if strings.IndexByte(text, 0) >= 0 {
		return "", errBinary()
	}
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	return text, nil
}

func errBinary() error {
	return fault.New(fault.Invalid, "This file is not text. Save the guide as Markdown, HTML or plain text.")
}

// isBinary says that data holds a NUL byte or more than one control character in ten bytes.
func isBinary(data []byte) bool {
	if bytes.IndexByte(data, 0) >= 0 {
		return true
	}
	controls := 0
	for _, c := range data {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' || c == 0x7f {
			controls++
		}
	}
	return controls*10 > len(data)
}

// declaration finds the encoding that a page or an XML file declares near its start.
var declaration = regexp.MustCompile(`(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})|^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w:.-]{2,40})`)

// decodeDeclared decodes a page that declares another encoding than UTF-8. Bytes that are valid UTF-8 are UTF-8,
// whatever they declare: pages are often saved anew and keep their old declaration.
func decodeDeclared(data []byte) (string, bool) {
	if utf8.Valid(data) {
		return "", false
	}
	m := declaration.FindSubmatch(data[:min(len(data), 4096)])
	if m == nil {
		return "", false
	}
	encoding, name := charset.Lookup(string(m[1]) + string(m[2]))
	if encoding == nil || name == "utf-8" || name == "replacement" || strings.HasPrefix(name, "utf-16") {
		return "", false
	}
	out, err := encoding.NewDecoder().Bytes(data)
	if err != nil || isBinary(out) {
		return "", false
	}
	return string(out), true
}

// unmarkedUTF16 tells UTF-16 without a byte order mark by the zeros that Latin letters have in it, nil if it is not.
func unmarkedUTF16(data []byte) binary.ByteOrder {
	head := data[:min(len(data), 512)&^1]
	if len(head) < 16 || len(data)%2 != 0 {
		return nil
	}
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch half := len(head) / 2; {
	case zeros[0] == 0 && zeros[1]*10 >= half*9:
		return binary.LittleEndian
	case zeros[1] == 0 && zeros[0]*10 >= half*9:
		return binary.BigEndian
	}
	return nil
}

// invalidUTF8 returns the offset of the first byte that is not UTF-8, -1 if there is none.
func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// decodeUTF16 decodes data without its byte order mark; half a unit at the end and lone surrogates become U+FFFD.
func decodeUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(data)/2+1)
	for ; len(data) >= 2; data = data[2:] {
		units = append(units, order.Uint16(data))
	}
	if len(data) == 1 {
		units = append(units, utf8.RuneError)
	}
	return string(utf16.Decode(units))
}
