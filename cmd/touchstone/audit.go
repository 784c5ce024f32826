package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"touchstone/internal/audit"
	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/fault"
	"touchstone/internal/generate"
	"touchstone/internal/generate/extract"
)

type auditCommand struct {
	Draw  auditDraw  `cmd:"" help:"Draw questions, blend in planted defects, and write sheets for blind judges."`
	Score auditScore `cmd:"" help:"Score the sheets that judges have filled in."`
}

type auditDraw struct {
	Guides string `arg:"" optional:"" help:"A folder with guides; the built-in library without it." type:"path"`
	Count  int    `help:"How many questions to draw." default:"300"`
	Seed   uint64 `help:"The same seed draws the same questions and gives the same bytes." default:"1"`
	Out    string `help:"The folder to write to; sheets go to the folder sheets in it, the key beside that." default:"data/audit" type:"path"`
}

// Run writes the sheets and prints the figures that need no judge. It refuses a folder that holds sheets already: judges may have filled them in.
func (c *auditDraw) Run(_ context.Context, o output) error {
	if c.Count < 1 {
		return errors.New("--count must be 1 or more")
	}
	sheets := filepath.Join(c.Out, "sheets")
	if _, err := os.Stat(sheets); err == nil {
		return fmt.Errorf("%s is there already, and judges may have written in it; name another folder with --out, or delete it", sheets)
	}
	library := curriculum.Library()
	sources, err := c.sources(o, library)
	if err != nil {
		return err
	}
	made, again, err := twice(sources, library, c.Seed)
	if err != nil {
		return err
	}
	if len(made.Questions) == 0 {
		return errors.New("these guides give no questions")
	}
	words := 0
	for _, d := range made.Documents {
		words += d.Words
	}
	texts := map[string]string{}
	for _, source := range sources {
		texts[source.Path] = source.Document.Text
	}
	gate := bank.NewGate(library, func(document string) (string, bool) {
		text, ok := texts[document]
		return text, ok
	})
	figures := audit.Measure(made.Questions, words, gate, again)
	trial := fmt.Sprintf("Planted mechanical flaws that the gate finds, each put into good questions by a rule\n%sOf questions together\n%s",
		audit.Try(made.Questions, gate, 40), audit.TrySets(made.Questions, gate, 40))
	items := audit.Draw(made.Questions, c.Count, c.Seed)
	key := audit.Key{Seed: c.Seed, Questions: len(made.Questions), Words: words, Items: audit.NewKey(items, gate)}
	drawn := fmt.Sprintf("%d items in the sheets, %d of them planted\n\n%s\n%s", len(items), planted(items), figures, trial)
	if err := c.write(items, &key, drawn); err != nil {
		return err
	}
	_, err = fmt.Fprintf(o.out, "%s\nGive judges the folder %s and nothing else. The key is %s.\n", drawn, filepath.Join(c.Out, "sheets"), filepath.Join(c.Out, "key.json"))
	return err
}

// sources reads a folder of guides. A file that is no guide is named and left out.
func (c *auditDraw) sources(o output, library *curriculum.Curriculum) ([]extract.Source, error) {
	if c.Guides == "" {
		return generate.Library(library)
	}
	var sources []extract.Source
	err := filepath.WalkDir(c.Guides, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		document, err := readGuide(path)
		if err != nil {
			_, err = fmt.Fprintf(o.err, "%s is left out: %s\n", path, oneLine(err))
			return err
		}
		name, err := filepath.Rel(c.Guides, path)
		if err != nil {
			return err
		}
		sources = append(sources, extract.Source{Path: filepath.ToSlash(name), Slug: strings.TrimSuffix(filepath.ToSlash(name), filepath.Ext(name)), Document: document})
		return nil
	})
	if err == nil && len(sources) == 0 {
		err = fmt.Errorf("there is no guide in %s", c.Guides)
	}
	return sources, err
}

// twice makes the questions two times and counts the bytes that differ.
func twice(sources []extract.Source, library *curriculum.Curriculum, seed uint64) (*generate.Result, int, error) {
	var made [2]*generate.Result
	var bytesOf [2][]byte
	for i := range made {
		result, err := generate.Run(sources, library, generate.Options{Seed: seed})
		if err != nil {
			return nil, 0, err
		}
		made[i] = result
		if bytesOf[i], err = json.Marshal(result); err != nil {
			return nil, 0, err
		}
	}
	a, b := bytesOf[0], bytesOf[1]
	differ := max(len(a), len(b)) - min(len(a), len(b))
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			differ++
		}
	}
	return made[0], differ, nil
}

func planted(items []audit.Item) int {
	n := 0
	for i := range items {
		if items[i].Planted != "" {
			n++
		}
	}
	return n
}

func (c *auditDraw) write(items []audit.Item, key *audit.Key, figures string) error {
	sheets := filepath.Join(c.Out, "sheets")
	files := map[string][]byte{filepath.Join(c.Out, "figures.txt"): []byte(figures)}
	encoded, err := json.MarshalIndent(key, "", " ")
	if err != nil {
		return err
	}
	files[filepath.Join(c.Out, "key.json")] = append(encoded, '\n')
	for _, form := range audit.Forms {
		files[filepath.Join(sheets, string(form)+".md")] = []byte(audit.Sheet(items, form))
		var rows bytes.Buffer
		if err := csv.NewWriter(&rows).WriteAll(audit.Blank(items, form)); err != nil {
			return err
		}
		files[filepath.Join(sheets, string(form)+".csv")] = rows.Bytes()
	}
	if err := os.MkdirAll(sheets, 0o750); err != nil {
		return err
	}
	for path, content := range files {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

type auditScore struct {
	Sheets string `arg:"" help:"The folder with the filled files, named after form and judge: passage-ada.csv, stem-ada.csv, options-grace.csv." type:"existingdir"`
	Key    string `help:"The key that was written with the sheets; key.json beside or in the folder without it." type:"path"`
}

// Run prints the figures of an audit.
func (c *auditScore) Run(_ context.Context, o output) error {
	key, err := c.readKey()
	if err != nil {
		return err
	}
	judges := map[audit.Form][]*audit.Judge{}
	for _, form := range audit.Forms {
		paths, err := filepath.Glob(filepath.Join(c.Sheets, string(form)+"-*.csv"))
		if err != nil {
			return err
		}
		for _, path := range paths {
			judge, err := readJudge(path, form)
			if err != nil {
				return err
			}
			judges[form] = append(judges[form], judge)
		}
	}
	if len(judges) == 0 {
		return fmt.Errorf("%s holds no filled sheet; copy passage.csv to passage-NAME.csv for each judge and fill it in", c.Sheets)
	}
	scores, err := audit.Score(key, judges)
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(o.out, scores)
	return err
}

func readJudge(path string, form audit.Form) (*audit.Judge, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return audit.ReadJudge(file, strings.TrimSuffix(filepath.Base(path), ".csv"), form)
}

func (c *auditScore) readKey() (*audit.Key, error) {
	places := []string{c.Key}
	if c.Key == "" {
		places = []string{filepath.Join(c.Sheets, "key.json"), filepath.Join(filepath.Dir(filepath.Clean(c.Sheets)), "key.json")}
	}
	for _, place := range places {
		content, err := os.ReadFile(place)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		key := &audit.Key{}
		if err := json.Unmarshal(content, key); err != nil {
			return nil, fault.New(fault.Invalid, "%s is not a key of an audit: %v", place, err)
		}
		return key, nil
	}
	return nil, fmt.Errorf("there is no key at %s; name it with --key", strings.Join(places, " or "))
}
