"""Jinja's compiler, without what is asked at each step of a template and has one answer here."""

from collections.abc import Callable
from keyword import iskeyword
from typing import Any

from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.nodes import Call, Expr, Getattr
from jinja2.runtime import Macro
from markupsafe import Markup


class Compiler(CodeGenerator):
    """Jinja's own, without three things that are asked at each step and have one answer here.

    What `plain` gave is Markup: it is not escaped again. No function of ours takes Jinja's context: a call is Python's call,
    of a macro too. An attribute is Python's attribute: a key of a mapping is written as a key.
    """

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("environment.straight(macro, ")
        super().macro_def(macro_ref, frame)
        self.write(", context.eval_ctx.autoescape)")

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        self.write(finalize.src)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(argument.key) for argument in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


def straight(function: Callable[..., str], macro: Macro, escaped: bool) -> Callable[..., str]:
    """A macro, without Jinja's look at each argument where all stand in their places."""
    count = len(macro.arguments)

    def call(*placed: Any, **named: Any) -> str:
        if len(placed) != count or named:
            return macro(*placed, **named)
        text = function(*placed)
        return str.__new__(Markup, text) if escaped else text

    return call
