package browser

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// notPages are the addresses that answer with a file, figures or another address instead of a page of their own.
var notPages = []string{
	"GET /attempts/{id}", "GET /attempts/{id}/clock", "GET /me/data.json", "GET /cohorts/{id}/scores.csv", "GET /screenings/{id}/scores.csv",
	"GET /healthz", "GET /readyz", "GET /metrics", "GET /static/", "GET /favicon.ico", "GET /robots.txt",
}

// pageRoutes reads the patterns of all pages that can be opened from the routes of package web.
func pageRoutes(t *testing.T) (pages []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../routes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok || len(call.Args) != 2 {
			return true
		}
		literal, ok := call.Args[0].(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			return true
		}
		pattern, err := strconv.Unquote(literal.Value)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(pattern, "POST ") && !slices.Contains(notPages, pattern) {
			pages = append(pages, pattern)
		}
		return true
	})
	if len(pages) < 30 {
		t.Fatalf("only %d pages found in the routes: %q", len(pages), pages)
	}
	return pages
}
