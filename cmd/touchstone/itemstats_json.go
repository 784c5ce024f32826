package main

import "touchstone/internal/ability"

// The form of itemstats --json. A figure that cannot be had is null.
type testJSON struct {
	N          int            `json:"n"`
	Mean       ability.Figure `json:"mean"`
	SD         ability.Figure `json:"sd"`
	Alpha      ability.Figure `json:"alpha"`
	SEM        ability.Figure `json:"sem"`
	Skewness   ability.Figure `json:"skewness"`
	Kurtosis   ability.Figure `json:"kurtosis"`
	CIC        ability.Figure `json:"cic"`
	ErrorRatio ability.Figure `json:"error_ratio"`
	SE         ability.Figure `json:"se"`
	Items      []itemJSON     `json:"items"`
	DIF        []difJSON      `json:"dif,omitempty"` // with --group alone
}

type itemJSON struct {
	Item            string         `json:"item"`
	N               int            `json:"n"`
	Max             float64        `json:"max"`
	Facility        ability.Figure `json:"facility"`
	SD              ability.Figure `json:"sd"`
	Discrimination  ability.Figure `json:"discrimination"`
	Efficiency      ability.Figure `json:"efficiency"`
	EffectiveWeight ability.Figure `json:"effective_weight"`
	ItemRest        ability.Figure `json:"item_rest"`
	D27             ability.Figure `json:"d27"`
	AlphaIfDeleted  ability.Figure `json:"alpha_if_deleted"`
	Options         []optionJSON   `json:"options"` // empty without a key
}

type optionJSON struct {
	Option    string         `json:"option"`
	N         int            `json:"n"`
	MeanTotal ability.Figure `json:"mean_total"`
	R         ability.Figure `json:"r"` // with the total
}

type difJSON struct {
	Reference    string           `json:"reference"`
	Focal        string           `json:"focal"`
	NReference   int              `json:"n_reference"`
	NFocal       int              `json:"n_focal"`
	Underpowered bool             `json:"underpowered"`
	Purification purificationJSON `json:"purification"`
	Items        []itemDIFJSON    `json:"items"`
}

type purificationJSON struct {
	Rounds    int  `json:"rounds"`
	Converged bool `json:"converged"`
}

type itemDIFJSON struct {
	Item     string       `json:"item"`
	MH       mantelJSON   `json:"mantel_haenszel"`
	Purified mantelJSON   `json:"purified"`
	Logistic logisticJSON `json:"logistic"`
}

type mantelJSON struct {
	ChiSquared ability.Figure `json:"chi2"`
	P          ability.Figure `json:"p"`
	Alpha      ability.Figure `json:"alpha"`
	D          ability.Figure `json:"d"`
	SE         ability.Figure `json:"se_d"`
	Class      *string        `json:"class"`
}

type logisticJSON struct {
	Group       ability.Figure `json:"group"`
	GroupSE     ability.Figure `json:"se_group"`
	Slope       ability.Figure `json:"slope"`
	SlopeSE     ability.Figure `json:"se_slope"`
	Uniform     ability.Figure `json:"uniform_chi2"`
	UniformP    ability.Figure `json:"uniform_p"`
	NonUniform  ability.Figure `json:"nonuniform_chi2"`
	NonUniformP ability.Figure `json:"nonuniform_p"`
	Both        ability.Figure `json:"both_chi2"`
	BothP       ability.Figure `json:"both_p"`
	R2          ability.Figure `json:"delta_r2"`
}

func (r itemReport) asJSON() testJSON {
	t := r.test
	form := testJSON{N: t.People, Mean: t.Mean, SD: t.SD, Alpha: t.Alpha, SEM: t.SEM, Skewness: t.Skewness, Kurtosis: t.Kurtosis,
		CIC: t.CIC, ErrorRatio: t.ErrorRatio, SE: t.SE, Items: make([]itemJSON, len(t.Items))}
	for j, i := range t.Items {
		form.Items[j] = itemJSON{Item: r.responses.Items[j].Name, N: i.People, Max: i.Max, Facility: i.Facility, SD: i.SD, Discrimination: i.Discrimination,
			Efficiency: i.Efficiency, EffectiveWeight: i.EffectiveWeight, ItemRest: i.ItemRest, D27: i.D27, AlphaIfDeleted: i.AlphaIfDeleted,
			Options: make([]optionJSON, len(r.tables[j]))}
		for k, option := range r.tables[j] {
			form.Items[j].Options[k] = optionJSON{r.responses.Items[j].Cells[option.Code], option.People, option.MeanTotal, option.WithTotal}
		}
	}
	for _, c := range r.dif {
		form.DIF = append(form.DIF, r.comparisonJSON(c))
	}
	return form
}

func (r itemReport) comparisonJSON(c groupComparison) difJSON {
	form := difJSON{Reference: c.reference, Focal: c.focal, NReference: c.figures.Reference, NFocal: c.figures.Focal, Underpowered: c.underpowered(),
		Purification: purificationJSON{c.figures.Rounds, c.figures.Converged}, Items: make([]itemDIFJSON, len(c.figures.Items))}
	for j, i := range c.figures.Items {
		form.Items[j] = itemDIFJSON{r.responses.Items[j].Name, mantelForm(i.MantelHaenszel), mantelForm(i.Purified), logisticJSON(i.Logistic)}
	}
	return form
}

func mantelForm(m ability.MantelHaenszel) mantelJSON {
	form := mantelJSON{m.ChiSquared, m.P, m.Alpha, m.D, m.SE, nil}
	if m.Class != 0 {
		class := string(rune(m.Class))
		form.Class = &class
	}
	return form
}
