// Package generate makes questions from guides: facts go through schemas, every wrong option carries a proof that it is false, and the bank's
// gate has the last word. The same documents and seed give the same questions, byte for byte.
package generate

import (
	"fmt"
	"sort"
	"strings"

	"touchstone/internal/bank"
	"touchstone/internal/curriculum"
	"touchstone/internal/generate/extract"
	"touchstone/internal/guide"
)

// Options steer a run.
type Options struct {
	// Count is how many questions are wanted; 0 takes all. With a count the questions come in the order of choice, so that the first few are of many schemas.
	Count int
	// Seed varies wording, choice of distractors and, with Count, the choice of questions.
	Seed uint64
	// Variants is how many variants of each computed question are wanted from our study guides; 0 leaves computed questions out.
	Variants int
}

// Document is what a run read of one guide.
type Document struct {
	Path           string `json:"path"`
	Title          string `json:"title"`
	Format         string `json:"format"`
	Passages       int    `json:"passages"`
	UsablePassages int    `json:"usable_passages"`
	Words          int    `json:"words"`
}

// Shortfall says how many questions were wanted, how many there are, and why there are not more.
type Shortfall struct {
	Asked   int      `json:"asked"`
	Given   int      `json:"given"`
	Reasons []string `json:"reasons"`
}

// Result is the outcome of a run.
type Result struct {
	Documents      []Document           `json:"documents"`
	Facts          []bank.Fact          `json:"facts"`
	Questions      []bank.Question      `json:"questions"`
	Rejected       []bank.Rejection     `json:"rejected"`
	Contradictions []bank.Contradiction `json:"contradictions"`
	Shortfall      Shortfall            `json:"shortfall"`
}

// Generator holds the curriculum and what our own study guides say: the wording of wrong options may come from them, a key never does
// unless the study guide is itself the source. It is safe for concurrent use.
type Generator struct {
	curriculum *curriculum.Curriculum
	reader     *extract.Reader
	library    []extract.Reading
}

// New reads the study guides of a curriculum.
func New(c *curriculum.Curriculum) (*Generator, error) {
	sources, err := Library(c)
	if err != nil {
		return nil, err
	}
	g := &Generator{curriculum: c, reader: extract.NewReader(c)}
	for _, source := range sources {
		g.library = append(g.library, g.reader.Facts(source))
	}
	return g, nil
}

// Library returns the study guides and worked decisions of a curriculum as sources, in the order in which topics can be learned.
func Library(c *curriculum.Curriculum) ([]extract.Source, error) {
	var sources []extract.Source
	for _, g := range c.Guides {
		slug := g.Topic
		if g.Decisions {
			slug += ".decisions"
		}
		document, err := guide.Parse(g.Source)
		if err != nil {
			return nil, fmt.Errorf("study guide %s: %w", slug, err)
		}
		sources = append(sources, extract.Source{Path: "guides/" + slug + ".md", Slug: slug, Topic: g.Topic, Document: document})
	}
	return sources, nil
}

// Run makes questions from the sources.
func Run(sources []extract.Source, c *curriculum.Curriculum, options Options) (*Result, error) {
	g, err := New(c)
	if err != nil {
		return nil, err
	}
	return g.run(sources, options)
}

// Run makes questions from the sources, computed ones aside.
func (g *Generator) Run(sources []extract.Source, options Options) *Result {
	options.Variants = 0
	result, _ := g.run(sources, options) // only the database that computes keys can fail
	return result
}

func (g *Generator) run(sources []extract.Source, options Options) (*Result, error) {
	result := &Result{Documents: []Document{}, Facts: []bank.Fact{}, Questions: []bank.Question{}, Rejected: []bank.Rejection{}, Contradictions: []bank.Contradiction{}}
	readings := make([]extract.Reading, 0, len(sources))
	for _, source := range sources {
		reading := g.read(source)
		readings = append(readings, reading)
		result.Documents = append(result.Documents, Document{
			Path: source.Path, Title: source.Document.Title, Format: string(source.Document.Format),
			Passages: reading.Passages, UsablePassages: reading.UsablePassages, Words: reading.Words,
		})
		result.Rejected = append(result.Rejected, reading.Skipped...)
	}
	own := extract.Merge(readings, g.curriculum)
	for i := range own.Facts {
		result.Facts = append(result.Facts, own.Facts[i].Fact)
	}
	result.Contradictions = append(result.Contradictions, own.Contradictions...)

	w := newWriter(g, sources, own.Facts, options.Seed)
	for _, schema := range schemas {
		schema.write(w)
	}
	result.Rejected = append(result.Rejected, w.rejected...)
	result.Questions, result.Shortfall = choose(w, options, result)
	if err := addComputed(w, sources, options.Variants, result); err != nil {
		return nil, err
	}
	if options.Count == 0 {
		sort.SliceStable(result.Questions, func(i, j int) bool { return result.Questions[i].ID < result.Questions[j].ID })
	}
	sortResult(result)
	return result, nil
}

// read takes the reading of a study guide that the generator has read already, under the name that the source gives it, and reads everything else.
func (g *Generator) read(source extract.Source) extract.Reading {
	for _, reading := range g.library {
		if reading.Source.Slug != source.Slug || reading.Source.Topic != source.Topic || reading.Source.Document.Text != source.Document.Text {
			continue
		}
		reading.Facts = append([]extract.Fact{}, reading.Facts...)
		for i := range reading.Facts {
			reading.Facts[i].Document = documentName(source)
		}
		reading.Source = source
		return reading
	}
	return g.reader.Facts(source)
}

// documentName is what facts and quotes call a document: its path, or its slug where it has none.
func documentName(source extract.Source) string {
	if source.Path != "" {
		return source.Path
	}
	return source.Slug
}

func sortResult(r *Result) {
	sort.SliceStable(r.Facts, func(i, j int) bool { return r.Facts[i].ID < r.Facts[j].ID })
	sort.SliceStable(r.Rejected, func(i, j int) bool {
		a, b := r.Rejected[i], r.Rejected[j]
		if c := strings.Compare(a.Schema, b.Schema); c != 0 {
			return c < 0
		}
		if c := strings.Compare(strings.Join(a.Facts, " "), strings.Join(b.Facts, " ")); c != 0 {
			return c < 0
		}
		return a.Reason < b.Reason
	})
	for i := range r.Rejected {
		if r.Rejected[i].Facts == nil {
			r.Rejected[i].Facts = []string{}
		}
	}
}
