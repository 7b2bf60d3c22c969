"""A chart as its part (DrawingML charts, ECMA-376-1, 21.2): native, in the theme's colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from generate_content.rendering.charts import ChartSetting
from generate_content.rendering.markup import escaped, quoted
from generate_content.rendering.numerals import axis_format_code, format_code
from generate_content.rendering.package import HEAD
from generate_content.rendering.workbook import SHEET, column
from generate_content.slides.values import ChartData, Series

URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_NAMESPACES = (
    f'xmlns:c="{URI}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_ACCENTS = 6
_DARKER = ("", '<a:lumMod val="60000"/>', '<a:lumMod val="35000"/>')
_LIGHTER = (
    "",
    '<a:lumMod val="60000"/><a:lumOff val="40000"/>',
    '<a:lumMod val="35000"/><a:lumOff val="65000"/>',
)
_AREA_ALPHA = 50  # per cent: what lies behind shows through
_CATEGORY_AXIS, _VALUE_AXIS = 1, 2
_AXES = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_LINE_EMU, _EDGE_EMU, _SEAM_EMU, _HAIRLINE_EMU = 34_925, 22_225, 19_050, 9_525
_LABELS_SHOWN = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")


def chart_xml(
    data: ChartData, setting: ChartSetting, *, language: str, on_dark: bool, book: str
) -> bytes:
    """The whole part; `book` is the id of the relationship to its workbook."""
    return _Chart(data, setting, language, on_dark=on_dark).xml(book)


class _Chart:
    def __init__(
        self, data: ChartData, setting: ChartSetting, language: str, *, on_dark: bool
    ) -> None:
        self._data = data
        self._setting = setting
        self._language = language
        self._on_dark = on_dark
        self._format = format_code(value for series in data.series for value in series.values)

    def xml(self, book: str) -> bytes:
        plots: Mapping[str, Callable[[], str]] = {
            "bar": self._bars,
            "column": self._bars,
            "line": self._lines,
            "area": self._areas,
            "pie": self._pie,
        }
        legend = self._legend(self._setting.legend) if self._setting.legend else ""
        return (
            f'{HEAD}<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/>'
            f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
            f"{plots[self._data.kind]()}<c:spPr><a:noFill/>{_NO_LINE}</c:spPr></c:plotArea>{legend}"
            '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>{self._text()}"
            f'<c:externalData r:id="{book}"><c:autoUpdate val="0"/></c:externalData>'
            "</c:chartSpace>"
        ).encode()

    # ---------------------------------------------------------------- plots

    def _bars(self) -> str:
        direction = "bar" if self._data.kind == "bar" else "col"
        several = len(self._data.series) > 1
        gap, overlap = (60, -8) if several else (70, 0)
        series = self._series(
            lambda number: f'{self._painted(number)}<c:invertIfNegative val="0"/>', self._values()
        )
        return (
            f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/>'
            f'<c:varyColors val="0"/>{series}<c:gapWidth val="{gap}"/>'
            f'<c:overlap val="{overlap}"/>{_AXES}</c:barChart>{self._both_axes()}'
        )

    def _lines(self) -> str:
        def look(number: int) -> str:
            fill = f"<a:solidFill>{self._accent(number)}</a:solidFill>"
            line = f'<a:ln w="{_LINE_EMU}" cap="rnd">{fill}<a:round/></a:ln>'
            mark = f"<c:spPr>{fill}{_NO_LINE}</c:spPr>"
            return (
                f"<c:spPr>{line}</c:spPr><c:marker>"
                f'<c:symbol val="circle"/><c:size val="8"/>{mark}</c:marker>'
            )

        series = self._series(look, "", after='<c:smooth val="0"/>')
        return (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
            f'<c:marker val="1"/>{_AXES}</c:lineChart>{self._both_axes()}'
        )

    def _areas(self) -> str:
        def look(number: int) -> str:
            fill = f"<a:solidFill>{self._accent(number, alpha=_AREA_ALPHA)}</a:solidFill>"
            edge = f"<a:solidFill>{self._accent(number)}</a:solidFill>"
            return f'<c:spPr>{fill}<a:ln w="{_EDGE_EMU}">{edge}</a:ln></c:spPr>'

        return (
            '<c:areaChart><c:grouping val="standard"/><c:varyColors val="0"/>'
            f"{self._series(look, '')}{_AXES}</c:areaChart>{self._both_axes()}"
        )

    def _pie(self) -> str:
        seam = f'<a:ln w="{_SEAM_EMU}"><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:ln>'
        slices = "".join(
            f'<c:dPt><c:idx val="{number}"/><c:bubble3D val="0"/><c:spPr><a:solidFill>'
            f"{self._accent(number)}</a:solidFill>{seam}</c:spPr></c:dPt>"
            for number in range(len(self._data.categories))
        )
        told = {"Percent"} if self._setting.legend else {"CatName", "Percent"}
        labels = _labels(told, "0%", self._text(), "outEnd")
        return (
            '<c:pieChart><c:varyColors val="1"/>'
            f"{self._series(lambda _: '', slices + labels)}"
            '<c:firstSliceAng val="0"/></c:pieChart>'
        )

    def _values(self) -> str:
        if not self._setting.valued:
            return ""
        return _labels({"Val"}, self._format, self._text(), "outEnd")

    # ---------------------------------------------------------------- series

    def _painted(self, number: int) -> str:
        fill = f"<a:solidFill>{self._accent(number)}</a:solidFill>"
        return f"<c:spPr>{fill}{_NO_LINE}</c:spPr>"

    def _accent(self, number: int, *, alpha: int = 100) -> str:
        """The theme's accents in turn; each further time round, further from the ground.

        On a light ground the last one, which is a light one, begins a step further.
        """
        turn, slot = divmod(number, _ACCENTS)
        if slot == _ACCENTS - 1 and not self._on_dark:
            turn += 1
        change = (_LIGHTER if self._on_dark else _DARKER)[min(turn, len(_DARKER) - 1)]
        if alpha < 100:  # noqa: PLR2004 per cent
            change += f'<a:alpha val="{alpha * 1000}"/>'
        return f'<a:schemeClr val="accent{slot + 1}">{change}</a:schemeClr>'

    def _series(self, look: Callable[[int], str], labels: str, after: str = "") -> str:
        return "".join(
            f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
            f"<c:tx>{_text_source(f'{SHEET}!${column(number)}$1', [series.name])}</c:tx>"
            f"{look(number)}{labels}{self._categories()}{self._numbers(number, series)}{after}"
            "</c:ser>"
            for number, series in enumerate(self._data.series)
        )

    def _categories(self) -> str:
        names = self._data.categories
        return f"<c:cat>{_text_source(f'{SHEET}!$A$2:$A${len(names) + 1}', names)}</c:cat>"

    def _numbers(self, number: int, series: Series) -> str:
        letter, count = column(number), len(series.values)
        points = "".join(_points(map(repr, series.values)))
        return (
            f"<c:val><c:numRef><c:f>{SHEET}!${letter}$2:${letter}${count + 1}</c:f>"
            f"<c:numCache><c:formatCode>{self._format}</c:formatCode>"
            f'<c:ptCount val="{count}"/>{points}</c:numCache></c:numRef></c:val>'
        )

    # ---------------------------------------------------------------- axes and texts

    def _both_axes(self) -> str:
        is_bar = self._data.kind == "bar"
        across, along = ("l", "b") if is_bar else ("b", "l")
        order = "maxMin" if is_bar else "minMax"  # the first category on top
        crosses = "max" if is_bar else "autoZero"
        between = "midCat" if self._data.kind == "area" else "between"
        base = f'<a:ln w="{_HAIRLINE_EMU}"><a:solidFill>{_quiet(100)}</a:solidFill></a:ln>'
        grid = f'<a:ln w="{_HAIRLINE_EMU}"><a:solidFill>{_quiet(30)}</a:solidFill></a:ln>'
        hidden = int(self._setting.valued)
        values = [value for series in self._data.series for value in series.values]
        lines = "" if hidden else f"<c:majorGridlines><c:spPr>{grid}</c:spPr></c:majorGridlines>"
        text = self._text(turned=self._setting.turned)
        return (
            f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/>'
            f'<c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
            f'<c:axPos val="{across}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
            f'<c:spPr>{base}</c:spPr>{text}<c:crossAx val="{_VALUE_AXIS}"/>'
            '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
            '<c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
            f'<c:valAx><c:axId val="{_VALUE_AXIS}"/>'
            f'<c:scaling><c:orientation val="minMax"/>{self._from_zero(values)}</c:scaling>'
            f'<c:delete val="{hidden}"/>'
            f'<c:axPos val="{along}"/>{lines}'
            f'<c:numFmt formatCode={quoted(axis_format_code(values))} sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
            f'<c:tickLblPos val="nextTo"/><c:spPr>{_NO_LINE}</c:spPr>{self._text()}'
            f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="{crosses}"/>'
            f'<c:crossBetween val="{between}"/></c:valAx>'
        )

    def _from_zero(self, values: Sequence[float]) -> str:
        """An end of the axis: bars and areas that begin elsewhere would lie about their sizes."""
        if self._data.kind == "line":
            return ""
        if min(values) >= 0:
            return '<c:min val="0"/>'
        return '<c:max val="0"/>' if max(values) <= 0 else ""

    def _legend(self, side: str) -> str:
        return f'<c:legend><c:legendPos val="{side}"/><c:overlay val="0"/>{self._text()}</c:legend>'

    def _text(self, *, turned: bool = False) -> str:
        turn = ' rot="-5400000" vert="horz"' if turned else ""
        faces = "".join(
            f'<a:{tag} typeface="+mn-{script}"/>'
            for tag, script in (("latin", "lt"), ("ea", "ea"), ("cs", "cs"))
        )
        return (
            f"<c:txPr><a:bodyPr{turn}/><a:lstStyle/><a:p><a:pPr>"
            f'<a:defRPr sz="{round(self._setting.size_pt * 100)}" b="0">'
            f'<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>{faces}</a:defRPr></a:pPr>'
            f"<a:endParaRPr lang={quoted(self._language)}/></a:p></c:txPr>"
        )


def _labels(what: AbstractSet[str], code: str, text: str, where: str) -> str:
    shown = "".join(f'<c:show{name} val="{int(name in what)}"/>' for name in _LABELS_SHOWN)
    return (
        f'<c:dLbls><c:numFmt formatCode={quoted(code)} sourceLinked="0"/>'
        f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>{text}"
        f'<c:dLblPos val="{where}"/>{shown}<c:separator> </c:separator></c:dLbls>'
    )


def _quiet(alpha: int) -> str:
    return f'<a:schemeClr val="tx2"><a:alpha val="{alpha * 1000}"/></a:schemeClr>'


def _text_source(reference: str, texts: tuple[str, ...] | list[str]) -> str:
    points = "".join(_points(map(escaped, texts)))
    return (
        f"<c:strRef><c:f>{reference}</c:f><c:strCache>"
        f'<c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'
    )


def _points(values: Iterator[str]) -> Iterator[str]:
    for number, value in enumerate(values):
        yield f'<c:pt idx="{number}"><c:v>{value}</c:v></c:pt>'
