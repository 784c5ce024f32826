package store

import "context"

// SetName keeps a member's name.
func (s *Store) SetName(ctx context.Context, member, name string) error {
	return s.updateMember(ctx, member, "name", name)
}
