package static

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

var (
	importLine = regexp.MustCompile(`@import "([a-z-]+\.css)";`)
	comment    = regexp.MustCompile(`(?s)/\*.*?\*/`)
	space      = regexp.MustCompile(`\s+`)
	// around holds the signs that need no space beside them. The colon is not among them: in a selector, the space before it means something.
	around = regexp.MustCompile(` ?([{};,]) ?`)
	// declared is the colon of a declaration: a name right after a brace or semicolon, and a space after the colon, which no selector has.
	declared = regexp.MustCompile(`([{;][a-z0-9-]+) ?: `)
	// remark is a line of a script that holds nothing but a comment, or the space before a line.
	remark  = regexp.MustCompile(`(?m)^[ \t]*(//.*\n)?`)
	address = regexp.MustCompile(`url\("\.\./([^"]+)"\)`)
)

// joinSheets puts the style sheets that css/main.css names into one, in its order, without comments, and with the addresses of assets in place of their names.
func joinSheets(files fs.FS, addressOf func(name string) (string, bool)) (string, error) {
	main, err := fs.ReadFile(files, "css/main.css")
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(importLine.ReplaceAllString(string(main), ""))
	for _, match := range importLine.FindAllStringSubmatch(string(main), -1) {
		part, err := fs.ReadFile(files, "css/"+match[1])
		if err != nil {
			return "", err
		}
		b.Write(part)
	}
	sheet := squeeze(b.String())
	var missing error
	sheet = address.ReplaceAllStringFunc(sheet, func(found string) string {
		name := address.FindStringSubmatch(found)[1]
		url, ok := addressOf(name)
		if !ok {
			missing = fmt.Errorf("the style sheet names %s, which does not exist", name)
		}
		return `url("` + url + `")`
	})
	return sheet, missing
}

func squeeze(sheet string) string {
	sheet = comment.ReplaceAllString(sheet, "")
	sheet = space.ReplaceAllString(sheet, " ")
	sheet = around.ReplaceAllString(sheet, "$1")
	return strings.TrimSpace(declared.ReplaceAllString(sheet, "$1:"))
}

// strip takes comment lines and indentation out of a script of our own. It holds no text over several lines.
func strip(script string) string { return remark.ReplaceAllString(script, "") }
