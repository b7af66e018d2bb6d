"""What a result says of its trial: patients, data cutoff, follow-up."""

import json
from pathlib import Path

import pytest

from normalize.draft import Implied
from normalize.facts.study import study
from normalize.text import Text


def read(words: str) -> dict[str, object]:
    return {
        name: cell.value if isinstance(cell, Implied) else str(cell)
        for name, cell in study(Text.raw(words)).items()
    }


@pytest.mark.parametrize(
    ("words", "patients"),
    [
        # who is enrolled first, and how many behind a comma
        ("入组对象为初治或停药洗脱后的轻度哮喘成人，共计356人，治疗12周。", "356"),
        ("入选者均为经治的慢性丙型肝炎患者，一共148例。", "148"),
        ("试验对象为265名焦虑障碍患者，分别服用本品或安慰剂。", "265"),
        # 2型, 48小时内 are no counts
        ("512例二甲双胍治疗不佳的2型糖尿病患者被随机分到两组。", "512"),
        ("1130例发病48小时内的成人随机入组。", "1130"),
        ("1520例患者平均随访3.1年。", "1520"),
        # a bracket that says who they are
        ("来自15家医院的640名8～14岁儿童（视力0.3至0.8）参加了此次试验。", "640"),
        # the number behind the patients
        ("研究设计：随机、双盲，择期手术患者310例。", "310"),
        ("经治患者230例接受60mg每日一次治疗，脑转移患者（n=24）的ORR为50%。", "230"),
        ("721例高危患者在饮食控制基础上加用本品52周。", "721"),
        ("对标准治疗应答不佳的488例强直性脊柱炎患者，第16周应答率为40%。", "488"),
        ("690例病毒学抑制的感染者参加转换治疗研究。", "690"),
        ("71例接受本品治疗的患者中，ORR为62.0%。", "71"),
        ("共纳入120例患者，其中60例接受本品。", "120"),
        ("本研究随机入组了1,351例受试者。", "1,351"),
        ("真实世界研究中，接受本品治疗的210例患者，", "210"),
        ("在57例可评估患者中，ORR为61.4%。", "57"),
        ("安慰剂对照研究（n=88）。", "88"),
        ("其中35例接受本品治疗的患者达到CR，共80例患者入组。", "80"),
        ("共462例患者按2:1随机分配至试验组和对照组。", "462"),
        ("研究纳入全国35家中心的462例患者。", "462"),
        ("研究中，共有89名儿童患者接受了至少一次给药。", "89"),
        ("共筛选500例，入组320例。", "320"),
        ("240例成人患者按1∶1分配至示例单抗组或安慰剂组。", "240"),
        (
            "研究者将1,480例左室射血分数≥50%的患者随机分为两组（740例和740例）。",
            "1,480",
        ),
        ("390名骨量低下的绝经后女性接受了24个月治疗。", "390"),
        ("- 共47例完成回输，疗效可评价45例", "47"),
        ("520名不伴糖尿病的肥胖成人入组，平均年龄36岁。", "520"),
        ("三省共有9,800名60岁及以上老人报名，参加了该疫苗的试验。", "9,800"),
        ("研究将264例患者按2:1分为两组。", "264"),
        ("第三期試驗收案三百零五人，中位存活期達10個月。", "305"),
        ("试验共收案305人。", "305"),
        ("150位成年病友，一半用药，入组前尿蛋白均超过1克。", "150"),
        ("310名患者（试验组n=156；对照组n=154）的中位随访为9.0个月。", "310"),
        ("共纳入慢性荨麻疹（非急性期）患者288例。", "288"),
        ("随机分组的76例中，38例用试验药。", "76"),
        ("入组患者131例，平均年龄61岁。", "131"),
        ("年龄18～59岁的4200名受试者参加了试验。", "4200"),
        ("共有142只眼（142例）入组。", "142"),
        ("患者被随机分配（n=92）。", "92"),
        ("研究按计划入组了96例患者。", "96"),
        ("共316名患者参与研究。", "316"),
        ("大血管闭塞患者共542例被随机分入试验药组或标准治疗组。", "542"),
        ("受试者：初治nAMD患者，合计378例（378眼），每16周一次。", "378"),
        ("该药的Ⅲ期试验（587例原发性痛风患者，双盲，疗程24周）数据如下。", "587"),
        ("试验把181例医院获得性肺炎患者随机分为两组。", "181"),
        ("团队回顾了2021年1月至2023年6月在院治疗的137例6～17岁患儿。", "137"),
    ],
)
def test_the_number_of_patients(words: str, patients: str) -> None:
    assert read(words)["enrolled"] == patients


@pytest.mark.parametrize(
    "words",
    [
        "计划入组620例患者。",
        "拟入组300例患者。",
        "35例患者达到CR。",
        "26例缓解患者中，中位DOR为9个月。",
        "ORR为50%。",
        "拟在全国30家中心招募450例患者。",
        "本中心入组12例患者。",
        "该院为本研究入组了15例患者。",
        "试验组纳入120例，对照组纳入118例。",
        "其中亚洲入组86例。",
        "试验组（n=241）的ORR为30%。",
        "全国共有1200名患者受益。",
        "纳入国家医保目录后已有300例患者用药。",
        "目标入组400例。",
        "共发生12例不良反应。",
        "共有三个中心参加。",
        "30名医生参与了问卷。",
        "共有20人入选专家名单。",
        "其中亚组患者58例接受手术。",
        "对照组患者60例接受安慰剂。",
        "试验组120例患者平均随访12个月。",
        "门诊患者1200例接受问卷调查。",
        "其中42例达到缓解的患者，第24周复发率为5%。",
        "该试验计划的研究对象为300名患者。",
        "既往研究（12例患者因不良反应停药）显示耐受良好。",
        "Ⅲ期试验（其中23例原发性痛风患者，来自亚洲）达到终点。",
        "有26例获得缓解的患者接受随访。",
        "",
    ],
)
def test_a_part_of_the_patients_is_not_their_number(words: str) -> None:
    assert "enrolled" not in read(words)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("数据截止2023年5月6日，", "2023年5月6日"),
        ("截至 2023-05-06，", "2023-05-06"),
        ("数据截止日期：2023年12月31日。", "2023年12月31日"),
        ("截止到2023年5月，", "2023年5月"),
    ],
)
def test_the_data_cutoff(words: str, day: str) -> None:
    assert read(words) == {"cutoff_date": day}


@pytest.mark.parametrize(
    ("words", "median", "low", "high"),
    [
        ("中位随访时间18.4个月，", "18.4", None, None),
        ("中位随时间9.5个月(范围为1.1~20.3个月)，", "9.5", "1.1", "20.3"),
        ("中位随防时间9.5个月", "9.5", None, None),
        ("中位随访2年（范围：6个月-3年）", "24", "6", "36"),
        ("随访时间中位数为52周", "12", None, None),
        ("中位随访期为24.5个月（范围：0.3，36.1+）", "24.5", "0.3", "36.1"),
        ("中位随访12.0个月，95%CI", "12.0", None, None),
        ("中位随访时间为14.6个月（IQR 10.2-18.9），", "14.6", None, None),
        ("中位随访11.3（范围2.1-20.4）个月。", "11.3", "2.1", "20.4"),
        ("中位随访1.5（范围0.5-3.0）年。", "18", "6", "36"),
        ("随访时间（中位数，范围）为8.2个月（0.5～24.1个月）", "8.2", "0.5", "24.1"),
    ],
)
def test_follow_up(words: str, median: str, low: str | None, high: str | None) -> None:
    said = read(words)
    assert said["median_follow_up_months"] == median
    assert said.get("follow_up_low_months") == low
    assert said.get("follow_up_high_months") == high


def test_the_first_statement_stays() -> None:
    assert (
        read("中位随访3个月。更新后中位随访9个月。")["median_follow_up_months"] == "3"
    )


def test_the_trials_of_the_form(shared: Path) -> None:
    path = shared / "corpora" / "gold" / "seed_000_nhsa_form.json"
    for trial in json.loads(path.read_text("utf-8"))["trials"]:
        said = study(Text.raw(trial["text"]))
        assert str(said["enrolled"]) == str(trial["n"])
        year, month, day = map(int, trial["data_cutoff_iso"].split("-"))
        assert str(said["cutoff_date"]) == f"{year}年{month}月{day}日"
        assert str(said["median_follow_up_months"]) == str(
            trial["median_follow_up_months"]
        )
        bounds = [
            float(str(said[name]))
            for name in ("follow_up_low_months", "follow_up_high_months")
            if name in said
        ]
        assert bounds == trial.get("follow_up_range_months", [])


@pytest.mark.parametrize(
    ("words", "n"),
    [
        ("640名骨折高风险的绝经后女性接受了12个月治疗。", "640"),
        ("共48例完成回输，疗效可评价46例。", "48"),
        ("研究将300例患者按1:1分为两组。", "300"),
        ("520名超重或肥胖成人入组，平均年龄35岁。", "520"),
        ("计划共入组52例完成治疗。", None),
        ("医院已有30名护士完成培训。", None),
    ],
)
def test_who_takes_part_is_called_many_names(words: str, n: str | None) -> None:
    found = study(Text.raw(words)).get("enrolled")
    assert (str(found) if found is not None else None) == n
