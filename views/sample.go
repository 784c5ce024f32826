package views

// ClearSample asks whoever runs a demonstration whether its sample data should go.
type ClearSample struct{ Page }
