"""The search beside Material's own and Pagefind: what it finds, weighs and takes."""
