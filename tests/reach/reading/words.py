"""Words for random Vietnamese text: everyday ones, hard ones, names; none from the program."""

from hypothesis import strategies as st

WORDS = """
hà tĩnh xã phường thị trấn thôn bản làng huyện tỉnh trẻ em nữ nam độ tuổi dưới sáu mười người
dân tộc thiểu số buổi lượt tuyên truyền phát thanh tờ rơi áp phích còn lại kỳ quý năm tháng ngày
hoà hòa thuý thúy khuỷu khuya quạ quỳnh quýt quốc gìn giữ giếng giặt nghiêng nghễ ngoằn ngoèo
ngoẹo chuếnh choáng loằng ngoằng đường ướt ưỡn ườn ửng ước muỗi muối muộn uống xoè xòe hoạch
toán thuế huệ tuần xuân luật đuổi đẹp đỡ đẫn đặng đắk lắk krông pắc lủng tả phìn sà xà mèo vạc
yên lạc ỉa ì ạch ẵm ẻo ả ạ ơi ừ ế ấn ấm ẩm ẩn ậm ôm ốm ổn ộp yến yểu ý ỷ lại úa ùa ủa áo ảo cáo
cỏ cá cò lăng lóng lãng lơ lô mưa mùa mũ
""".split()  # noqa: SIM905

words = st.sampled_from(WORDS)
phrases = st.lists(words, min_size=1, max_size=4).map(" ".join)
texts = st.lists(phrases, min_size=1, max_size=12, unique=True)
