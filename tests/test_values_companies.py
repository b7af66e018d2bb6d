"""Company names as registers print them, and keys that ignore how they were printed."""

import pytest

from normalize.values.companies import company, company_key


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("示例生物科技(天津)有限公司", "示例生物科技（天津）有限公司"),
        ("示例 生物科技（天津）\n有限公司", "示例生物科技（天津）有限公司"),
        ("Example Pharma AG", "Example Pharma AG"),
        ("Example\nPharma (China) Ltd.", "Example Pharma (China) Ltd."),
        ("-", None),
    ],
)
def test_company(words: str, expected: str | None) -> None:
    assert company(words) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例科技(天津)有限公司", "示例科技（天津）股份有限公司"),
        ("示例科技有限公司", "示例科技有限责任公司"),
        ("Example Co., Ltd.", "EXAMPLE CO.,LTD"),
        ("Example Pharma AG", "Example  Pharma"),
    ],
)
def test_the_same_company(one: str, other: str) -> None:
    assert company_key(one) == company_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例集团有限公司", "示例有限公司"),
        ("示例（天津）有限公司", "示例（上海）有限公司"),
        ("Example Zinc", "Example Z"),
        ("示例甲有限公司", "示例乙有限公司"),
    ],
)
def test_another_company(one: str, other: str) -> None:
    assert company_key(one) != company_key(other)


def test_a_bare_legal_form_is_its_own_key() -> None:
    assert company_key("有限公司") == "有限公司"
