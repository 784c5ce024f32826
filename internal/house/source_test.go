package house

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// breaches lists where the Go files of a tree break the rules of the house.
func breaches(tree fs.FS) (found []string, err error) {
	err = fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := path.Base(name)
		if entry.IsDir() && name != "." && (strings.HasPrefix(base, ".") || base == "testdata" || name == "bin" || name == "data") {
			return fs.SkipDir
		}
		if entry.IsDir() || path.Ext(name) != ".go" {
			return nil
		}
		source, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		found = append(found, fileBreaches(name, file)...)
		return nil
	})
	return found, err
}

func fileBreaches(name string, file *ast.File) (found []string) {
	folder := path.Dir(name)
	report := func(format string, args ...any) {
		found = append(found, name+": "+fmt.Sprintf(format, args...))
	}
	if flaw := misnamed(folder, strings.TrimSuffix(file.Name.Name, "_test")); flaw != "" {
		report("package %s: %s", file.Name.Name, flaw)
	}
	// A test file imports what it tests with.
	if strings.HasSuffix(name, "_test.go") {
		return found
	}
	imports := importNames(file)
	for _, imported := range slices.Sorted(maps.Values(imports)) {
		if reason := importBreach(folder, imported); reason != "" {
			report("imports %s: %s", imported, reason)
		}
	}
	for _, use := range uses(file, imports) {
		if reason := useBreach(folder, use); reason != "" {
			report("uses %s.%s: %s", use.pkg, use.name, reason)
		}
	}
	return found
}

// importBreach is the reason why a folder's code must not import a package, or "".
func importBreach(folder, imported string) string {
	if inside, ours := strings.CutPrefix(imported, module+"/"); ours {
		if !mayImport(folder, inside) {
			return "not in the picture of the house"
		}
		return ""
	}
	name := room(folder)
	for _, rule := range reserved {
		if below(imported, rule.outside) && !slices.Contains(rule.rooms, name) {
			return "only for " + strings.Join(rule.rooms, ", ")
		}
	}
	if !slices.Contains(pure, name) {
		return ""
	}
	for _, rule := range impure {
		// net itself is closed, not what lies below: net/url only reads text.
		closed := below(imported, rule.outside)
		if rule.outside == "net" {
			closed = imported == "net"
		}
		if closed && !slices.Contains(rule.except, name) {
			return name + " is pure"
		}
	}
	return ""
}

// use is one name of another package that a file speaks of.
type use struct{ pkg, name string }

// useBreach is the reason why a folder's code must not speak of a name, or "".
func useBreach(folder string, u use) string {
	name := room(folder)
	isPure := slices.Contains(pure, name)
	switch {
	case isPure && u.name == ".":
		return "a dot import hides what a pure package uses"
	case isPure && u.pkg == "time" && slices.Contains(clock, u.name):
		return "time is an argument of a pure package"
	case isPure && below(u.pkg, "math/rand") && !slices.Contains(seeded, u.name):
		return "the source of chance is an argument of a pure package"
	case u.pkg == "net/http" && slices.Contains(httpRunning, u.name) && !slices.Contains(networkers, name):
		return "only " + strings.Join(networkers, ", ") + " run an HTTP server or client"
	}
	return ""
}

// importNames gives the path behind each name that a file uses for another package.
func importNames(file *ast.File) map[string]string {
	names := map[string]string{}
	for i, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // the parser has refused it
		}
		name := path.Base(imported)
		if isVersion(name) {
			name = path.Base(path.Dir(imported))
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		if name == "_" || name == "." || names[name] != "" {
			name += strconv.Itoa(i) // no name, but an import all the same
		}
		names[name] = imported
	}
	return names
}

// isVersion says whether the last part of a path is a major version, such as v2.
func isVersion(part string) bool {
	number, found := strings.CutPrefix(part, "v")
	_, err := strconv.Atoi(number)
	return found && err == nil
}

// uses finds every qualified name of a file. A local variable that is called like a package counts too: that is no loss.
func uses(file *ast.File, imports map[string]string) (found []use) {
	for _, spec := range file.Imports {
		if spec.Name != nil && spec.Name.Name == "." {
			found = append(found, use{strings.Trim(spec.Path.Value, `"`), "."})
		}
	}
	ast.Inspect(file, func(node ast.Node) bool {
		selector, ok := node.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if ident, ok := selector.X.(*ast.Ident); ok && imports[ident.Name] != "" {
			found = append(found, use{imports[ident.Name], selector.Sel.Name})
		}
		return true
	})
	return found
}
