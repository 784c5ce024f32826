package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"touchstone/internal/curriculum"
	"touchstone/internal/fault"
	"touchstone/internal/generate"
	"touchstone/internal/generate/extract"
	"touchstone/internal/guide"
)

type generateCommand struct {
	Files []string `arg:"" name:"file" help:"Guides: Markdown, HTML, WordPress JSON or plain text. The format is told from the bytes."`
	Count int      `help:"How many questions are wanted; all without it." default:"0"`
	Topic string   `help:"The topic that the questions count for; found from what the guide speaks of without it."`
	Seed  uint64   `help:"Varies wording and the choice of wrong options. The same seed gives the same bytes." default:"1"`
	JSON  bool     `name:"json" help:"Print one JSON object with documents, facts, questions, rejections and contradictions." xor:"form"`
	Text  bool     `help:"Print the extracted text that quotes point into, one document at a time." xor:"form"`
}

// Run makes questions from files and prints them. Nothing is printed when one of them cannot be read.
func (c *generateCommand) Run(_ context.Context, o output) error {
	if c.Count < 0 {
		return errors.New("--count must be 1 or more")
	}
	library := curriculum.Library()
	if c.Topic != "" {
		if _, known := library.Topic(c.Topic); !known {
			return fmt.Errorf("there is no topic %q; the topics are %s", c.Topic, topicSlugs(library))
		}
	}
	var sources []extract.Source
	for _, path := range c.Files {
		document, err := readGuide(path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		slug := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		sources = append(sources, extract.Source{Path: path, Topic: c.Topic, Document: document, Slug: slug})
	}
	if c.Text {
		return printTexts(o.out, sources)
	}
	made, err := generate.Run(sources, library, generate.Options{Count: c.Count, Seed: c.Seed})
	if err != nil {
		return err
	}
	if !c.JSON {
		return printQuestions(o.out, made, c.Count)
	}
	encoder := json.NewEncoder(o.out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(made)
}

func readGuide(path string) (*guide.Document, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fault.New(fault.NotFound, "there is no such file")
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fault.New(fault.Invalid, "this is a folder; name the files in it")
	case info.Size() > guide.MaxSize:
		return nil, fault.New(fault.TooLarge, "the file is larger than %d MB; split it into chapters", guide.MaxSize>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return guide.Parse(data)
}

// printTexts prints each document's text as it is. Between two documents stands a form feed on a line of its own.
func printTexts(w io.Writer, sources []extract.Source) error {
	for i, source := range sources {
		if i > 0 {
			if _, err := io.WriteString(w, "\n\f\n"); err != nil {
				return err
			}
		}
		if _, err := io.WriteString(w, source.Document.Text); err != nil {
			return err
		}
	}
	return nil
}

// printQuestions is for reading: each question with its options, the key marked, and the quote behind it. wanted is 0 for all.
func printQuestions(w io.Writer, made *generate.Result, wanted int) error {
	var b strings.Builder
	for i, q := range made.Questions {
		fmt.Fprintf(&b, "%d. %s\n   [%s, %s, %s]\n", i+1, q.Stem, q.Schema, q.Level, q.Topic)
		if q.Code != "" {
			fmt.Fprintf(&b, "%s\n", indent(q.Code))
		}
		for _, option := range q.Options {
			mark := " "
			if option.Correct {
				mark = "*"
			}
			fmt.Fprintf(&b, "   %s %s\n", mark, option.Text)
		}
		for _, pair := range q.Pairs {
			fmt.Fprintf(&b, "   %s = %s\n", pair.Left, pair.Right)
		}
		for k, step := range q.Order {
			fmt.Fprintf(&b, "   %d) %s\n", k+1, step)
		}
		for _, accepted := range q.Accept {
			fmt.Fprintf(&b, "   = %s\n", accepted)
		}
		for _, evidence := range q.Evidence {
			fmt.Fprintf(&b, "   from %s: %q\n", evidence.Document, evidence.Quote)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "%d questions from %d facts; %d candidates were refused.\n", len(made.Questions), len(made.Facts), len(made.Rejected))
	if n := len(made.Questions); n < fewQuestions && (wanted == 0 || n < wanted) {
		b.WriteString(refusals(made.Rejected))
	}
	if len(made.Rejected) > 0 {
		b.WriteString("With --json the refused candidates are listed, each with its reason.\n")
	}
	for _, reason := range made.Shortfall.Reasons {
		fmt.Fprintf(&b, "Fewer than asked for: %s\n", reason)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func indent(text string) string { return "   | " + strings.ReplaceAll(text, "\n", "\n   | ") }

func topicSlugs(c *curriculum.Curriculum) string {
	slugs := make([]string, len(c.Topics))
	for i, topic := range c.Topics {
		slugs[i] = topic.Slug
	}
	return strings.Join(slugs, ", ")
}
