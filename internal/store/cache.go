package store

import "sync"

// cache keeps up to limit values that never change once they exist. When it is full it forgets everything, which costs one read each.
type cache[K comparable, V any] struct {
	mu    sync.RWMutex
	limit int
	held  map[K]V
}

func newCache[K comparable, V any](limit int) *cache[K, V] {
	return &cache[K, V]{limit: limit, held: map[K]V{}}
}

func (c *cache[K, V]) get(key K) (V, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	value, ok := c.held[key]
	return value, ok
}

func (c *cache[K, V]) put(key K, value V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.held) >= c.limit {
		clear(c.held)
	}
	c.held[key] = value
}
