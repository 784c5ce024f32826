package house

import (
	"path"
	"slices"
	"strings"
)

const module = "touchstone"

// rooms says which of our packages each package may import. A package below another has its parent's rule. Everyone may
// import fault.
var rooms = map[string][]string{
	"cmd":        everything,
	"web":        {"store", "views", "static", "find", "remote", "exchange", "recommend", "screening", "people", "quiz", "bank", "guide", "curriculum", "ability"},
	"jobs":       {"store", "remote", "exchange", "simulate", "generate", "recommend", "screening", "people", "quiz", "bank", "guide", "curriculum", "ability"},
	"store":      {"find", "screening", "people", "quiz", "bank", "guide", "curriculum", "migrations"},
	"views":      {"recommend", "screening", "people", "quiz", "bank", "guide", "curriculum", "ability", "static"},
	"simulate":   {"recommend", "screening", "people", "quiz", "bank", "curriculum", "ability"},
	"recommend":  {"curriculum", "quiz", "bank", "ability"},
	"exchange":   {"screening", "people", "quiz", "bank"},
	"generate":   {"curriculum", "guide", "bank"},
	"audit":      {"bank"},
	"screening":  {"people", "quiz", "bank", "ability"},
	"quiz":       {"bank", "ability"},
	"bank":       {"curriculum"},
	"find":       {"curriculum", "guide"},
	"people":     nil,
	"guide":      nil,
	"curriculum": nil,
	"ability":    nil,
	"remote":     nil,
	"static":     nil,
	"migrations": nil,
	"fault":      nil,
	// Only tests use these two.
	"house":   nil,
	"testbed": nil,
}

var everything = []string{"web", "jobs", "store", "views", "simulate", "recommend", "exchange", "audit", "generate", "find", "screening", "quiz",
	"bank", "people", "guide", "curriculum", "ability", "remote", "static", "migrations"}

// pure packages have no clock, no global chance, no network and no database: time and chance are their arguments.
var pure = []string{"ability", "bank", "quiz", "people", "screening", "recommend", "simulate", "generate", "audit", "find", "curriculum"}

// commands are all that may stand in cmd.
var commands = []string{"touchstone", "examday"}

// topLevel is all that may stand beside dot-files at the top. Git ignores bin and data.
var topLevel = []string{"cmd", "internal", "views", "static", "migrations", "bin", "data",
	"go.mod", "go.sum", "Makefile", "README.md", "ARCHITECTURE.md", "LICENSE", "Dockerfile", "compose.yaml"}

// emptyNames say nothing about what a package holds.
var emptyNames = []string{"models", "services", "utils", "helpers", "common"}

// reserved are outside packages, with all below them, that only some rooms may import.
var reserved = []struct {
	outside string
	rooms   []string
}{
	{"gorm.io", []string{"store"}},
	{"github.com/ncruces/go-sqlite3/gormlite", []string{"store"}},
	{"github.com/gorilla", []string{"web"}},
	{"github.com/a-h/templ", []string{"views", "web"}},
}

// impure are packages that a pure package must not import. The generator may have an in-memory database that finds a
// key, and the parsers and handlers of net/http.
var impure = []struct {
	outside string
	except  []string
}{
	{"os", nil}, {"syscall", nil}, {"crypto/rand", nil}, {"net", nil},
	{"net/http", []string{"generate"}}, {"net/rpc", nil}, {"net/smtp", nil},
	{"database/sql", []string{"generate"}}, {"github.com/jackc/pgx", nil},
	{"github.com/ncruces/go-sqlite3", []string{"generate"}},
}

// clock are the names in package time that read or wait for the machine's clock.
var clock = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer"}

// seeded are the names in math/rand and math/rand/v2 that do not touch the global source.
var seeded = []string{"New", "NewSource", "NewPCG", "NewChaCha8", "NewZipf", "Rand", "Source", "Source64", "PCG", "ChaCha8", "Zipf"}

// networkers may run an HTTP server or client.
var networkers = []string{"web", "remote", "cmd", "testbed"}

// httpRunning are the names in net/http that listen, or call out.
var httpRunning = []string{"ListenAndServe", "ListenAndServeTLS", "Serve", "ServeTLS", "Server",
	"Client", "DefaultClient", "Get", "Head", "Post", "PostForm", "Transport", "DefaultTransport"}

// room is the name under which the rules know a folder of the module, such as "store" for internal/store/storetest.
func room(folder string) string {
	first, rest, _ := strings.Cut(folder, "/")
	if first == "internal" {
		first, _, _ = strings.Cut(rest, "/")
	}
	return first
}

// testOnly packages serve tests, and import what they test with.
func testOnly(folder string) bool {
	return room(folder) == "house" || room(folder) == "testbed" || folder == "internal/store/storetest"
}

// below says whether a package is another one or lies below it.
func below(pkg, other string) bool { return pkg == other || strings.HasPrefix(pkg, other+"/") }

// mayImport says whether the code of a folder, tests aside, may import another folder of the module.
func mayImport(folder, imported string) bool {
	from, to := room(folder), room(imported)
	switch {
	case from == to:
		return testOnly(folder) || !testOnly(imported)
	case to == "fault":
		return true
	case testOnly(folder):
		return to == "testbed" || folder == "internal/store/storetest" && mayImport("internal/store", imported)
	case testOnly(imported):
		return false
	}
	return slices.Contains(rooms[from], to)
}

// misnamed returns what is wrong with a folder's place or name.
func misnamed(folder, pkg string) string {
	if slices.Contains(emptyNames, pkg) || slices.Contains(emptyNames, path.Base(folder)) {
		return "the name says nothing about what it holds"
	}
	name := room(folder)
	if _, known := rooms[name]; !known {
		return "it is not in the picture of the house"
	}
	top, rest, _ := strings.Cut(folder, "/")
	if top == "cmd" && !slices.Contains(commands, strings.SplitN(rest, "/", 2)[0]) {
		return "cmd holds only " + strings.Join(commands, " and ")
	}
	atTop := slices.Contains([]string{"cmd", "views", "static", "migrations"}, name)
	if atTop != (top != "internal") {
		return "it stands at the wrong level"
	}
	return ""
}
