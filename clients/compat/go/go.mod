module dwp.invalid/compat

go 1.21

require (
	github.com/gobwas/ws v1.4.0
	github.com/vmihailenco/msgpack/v5 v5.4.1
)

require (
	github.com/gobwas/httphead v0.1.0 // indirect
	github.com/gobwas/pool v0.2.1 // indirect
	github.com/vmihailenco/tagparser/v2 v2.0.0 // indirect
	golang.org/x/sys v0.6.0 // indirect
)
