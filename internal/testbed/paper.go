package testbed

import (
	"regexp"

	"github.com/chromedp/chromedp"
)

// PDF prints the page on A4 as a tagged document, with the page's own print style.
func (p *Page) PDF() []byte {
	p.t.Helper()
	return run(p, "print", chromedp.PrintToPDF(
		chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFOutlineAndTagged(), chromedp.PDFPreferCSSPageSize()))
}

// Chromium writes each sheet as an object of its own, outside any compressed stream.
var sheet = regexp.MustCompile(`/Type\s*/Page\b`)

// Sheets is the number of pages of a PDF that Chromium wrote.
func Sheets(pdf []byte) int { return len(sheet.FindAll(pdf, -1)) }
