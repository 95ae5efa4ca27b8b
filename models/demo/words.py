"""What is said, decided and written in the demo's meetings; the lists are gone through month by month.

Each list is of another length or of more than one entry, so that no month repeats the one before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.domain.item_kinds import ItemKind


@dataclass(frozen=True, slots=True)
class DemoTask:
    """A kind of task: title, what is counted, from what to what it goes, how things stand, what became of it."""

    title: str
    unit: str
    baseline: int | None
    target: int
    at_start: str
    result: str


TASKS = (
    DemoTask("Rà soát, bổ sung hồ sơ đảng viên", "hồ sơ", None, 12, "còn thiếu phiếu bổ sung năm trước",
             "Đã rà soát xong, nộp về Ban Xây dựng Đảng"),
    DemoTask("Vận động hộ gia đình làm nhà tiêu hợp vệ sinh", "hộ", 3, 8, "mới có 03 hộ đăng ký",
             "Các hộ đã xây xong, được trạm kiểm tra"),
    DemoTask("Viết tin, bài tuyên truyền trên trang thông tin của xã", "bài", None, 4, "tháng trước đăng 02 bài",
             "Đã đăng đủ, có bài về gương điển hình"),
    DemoTask("Kiểm tra an toàn thực phẩm ở chợ phiên", "quầy hàng", None, 20, "chưa kiểm tra trong quý",
             "Đã kiểm tra, nhắc nhở 02 quầy hàng"),
    DemoTask("Tiêm chủng đủ mũi cho trẻ dưới một tuổi", "trẻ", 26, 30, "còn 04 trẻ chậm lịch",
             "Đã tiêm đủ, không có phản ứng nặng"),
    DemoTask("Cập nhật Sổ tay đảng viên điện tử", "đảng viên", 7, 12, "07 đảng viên dùng thường xuyên",
             "Toàn bộ đảng viên đã cài đặt và sử dụng"),
    DemoTask("Khám, tư vấn sức khỏe cho người cao tuổi tại bản", "người", None, 45, "danh sách đã lập",
             "Đã khám tại 03 bản, lập sổ theo dõi"),
    DemoTask("Giúp đỡ quần chúng ưu tú phấn đấu vào Đảng", "quần chúng", None, 1, "đã giới thiệu học lớp nhận thức",
             "Quần chúng đã hoàn thành lớp nhận thức về Đảng"),
)  # fmt: skip

THEMES = ("Học tập phong cách nêu gương", "Chuyển đổi số ở cơ sở", "Đổi mới sinh hoạt chi bộ",
          "Phòng, chống lãng phí trong sử dụng thuốc, vật tư y tế")  # fmt: skip
THEME_CONCLUSIONS = (
    "Mỗi đảng viên đăng ký một việc làm theo trong quý; chi ủy theo dõi, nhận xét vào kỳ sinh hoạt cuối quý.",
    "Từ tháng tới giấy mời, tài liệu, nghị quyết đăng trên Sổ tay đảng viên điện tử; đồng chí phó bí thư phụ trách.",
    "Rút ngắn phần đọc văn bản, dành ít nhất một phần ba thời gian cho thảo luận; mỗi kỳ mời một đảng viên gợi ý.",
    "Lập bảng theo dõi thuốc, vật tư theo tuần, công khai tại phòng giao ban.",
)

CONCLUSIONS: Mapping[str, tuple[str, ...]] = {
    ItemKind.DUES: (
        "Đảng viên đã nộp đủ đảng phí tháng; chi bộ trích nộp cấp trên đúng hạn.",
        "Đến hết tháng không có đảng viên nợ đảng phí; sổ thu nộp đã được đối chiếu.",
        "Đảng phí đã thu đủ theo mức mới, số trích nộp khớp với sổ theo dõi.",
    ),
    ItemKind.REPORT: (
        "Đảng viên nắm tình hình sắp xếp đơn vị hành chính, nhiệm vụ phát triển kinh tế - xã hội của xã.",
        "Tập trung phòng bệnh theo mùa, thông tin chính thống, không chia sẻ tin chưa kiểm chứng.",
        "Theo dõi diễn biến thời tiết, sẵn sàng trực cấp cứu và hỗ trợ các bản bị chia cắt.",
        "Kinh tế của xã giữ ổn định; trạm phối hợp chặt với các bản trong đợt cao điểm.",
    ),
    ItemKind.DOCUMENTS: (
        "Đã quán triệt văn bản mới về sinh hoạt chi bộ; giao đồng chí phó bí thư đăng lên Sổ tay đảng viên điện tử.",
        "Đã phổ biến quy định về những điều đảng viên không được làm; đảng viên tự liên hệ bằng văn bản.",
        "Đã phổ biến hướng dẫn về khám sức khỏe định kỳ cho nhân dân; đưa vào kế hoạch công tác quý.",
    ),
    ItemKind.IDEOLOGY: (
        "Tư tưởng đảng viên, viên chức ổn định, yên tâm công tác; nhân dân tin tưởng vào trạm y tế.",
        "Một số viên chức băn khoăn về việc sắp xếp đơn vị; chi ủy đã gặp gỡ, thông tin kịp thời.",
        "Nhân dân đồng tình với việc khám sức khỏe tại bản; còn lo về đường đi lại mùa mưa.",
    ),
    ItemKind.STUDY: (
        "Học tập mẩu chuyện về tinh thần tiết kiệm; liên hệ việc dùng vật tư y tế.",
        "Học tập phong cách gần dân, trọng dân; mỗi đảng viên nhận theo dõi một hộ khó khăn.",
        "Học tập tinh thần tự phê bình và phê bình; đảng viên tự soi, tự sửa.",
        "Học tập lời dạy “Lương y phải như từ mẫu”; sửa lề lối tiếp đón người bệnh.",
    ),
    ItemKind.LAST_MONTH: (
        "Nghị quyết tháng trước được thực hiện nghiêm túc; việc chưa xong chuyển sang tháng này, có người phụ trách.",
        "Phần lớn nhiệm vụ hoàn thành đúng hạn; chi ủy nhắc việc báo cáo kết quả trước kỳ sinh hoạt ba ngày.",
        "Các nhiệm vụ trọng tâm đạt kế hoạch; riêng việc ở bản xa cần thêm người phối hợp.",
    ),
    ItemKind.DISCUSSION: (
        "Chi bộ thống nhất với dự thảo, bổ sung thời hạn và người phụ trách cho từng việc.",
        "Tiếp thu ý kiến về phân công trực và tuyến bản xa; giao chi ủy điều chỉnh lịch trong tuần.",
        "Thống nhất ưu tiên việc ở các bản vùng cao; kinh phí lấy từ nguồn đã giao, báo cáo Đảng ủy kết quả.",
    ),
    ItemKind.SYNTHESIS: (
        "Ý kiến phát biểu thẳng thắn, sát việc; kiến nghị được ghi đủ, có người theo dõi.",
        "Không khí thảo luận dân chủ; các ý kiến được tiếp thu vào nghị quyết.",
    ),
}  # fmt: skip
"""What the chair concludes, by the kind of item."""

OPINIONS = (
    "Nhất trí với dự thảo; đề nghị ghi rõ người phụ trách từng bản để dễ kiểm tra.",
    "Đề nghị tổ chức khám lưu động vào ngày chợ phiên vì bà con tập trung đông.",
    "Việc cập nhật hồ sơ còn chậm do mạng yếu; đề nghị bố trí một buổi làm chung tại trạm.",
    "Nên phân công đảng viên trẻ kèm cặp người cao tuổi dùng ứng dụng.",
    "Đồng tình với đánh giá tháng trước; cần nêu rõ nguyên nhân chủ quan của việc chưa xong.",
    "Đề nghị phối hợp với trường học tuyên truyền rửa tay, ăn uống hợp vệ sinh.",
    "Bổ sung chỉ tiêu cụ thể, thời hạn báo cáo để cuối tháng có căn cứ chấm điểm.",
)

INFORMATION = (
    "Tình hình trong nước và địa phương trong tháng, trọng tâm là việc sắp xếp các điểm trường, trạm y tế.",
    "Kết quả sơ kết công tác của xã và lịch tiếp xúc cử tri.",
    "Tình hình dịch bệnh theo mùa và chỉ đạo của cấp trên.",
)

PRAISE = (
    "hoàn thành tốt đợt khám lưu động, được bà con ghi nhận.",
    "chủ động giúp các bản cập nhật sổ theo dõi sức khỏe.",
    "trực cấp cứu kịp thời trong đợt mưa lũ.",
)

RESOLUTIONS = (
    "1. Hoàn thành khám sức khỏe định kỳ cho người dân tại các bản theo lịch, báo cáo kết quả vào ngày 25.\n"
    "2. Duy trì trực cấp cứu, bảo đảm thuốc thiết yếu.\n"
    "3. Mỗi đảng viên báo cáo kết quả nhiệm vụ được giao trước kỳ sinh hoạt sau ba ngày.",
    "1. Tập trung phòng, chống dịch bệnh theo mùa; giám sát tại chợ, trường học.\n"
    "2. Tuyên truyền nền nếp ăn ở hợp vệ sinh ở các bản vùng cao.\n"
    "3. Chi ủy kiểm tra việc ghi sổ tay của đảng viên một lần trong tháng.",
    "1. Hoàn thành chỉ tiêu tiêm chủng, quản lý thai nghén của quý.\n"
    "2. Giúp đỡ quần chúng ưu tú, chuẩn bị hồ sơ kết nạp.\n"
    "3. Công khai việc sử dụng thuốc, vật tư tại phòng giao ban hằng tuần.",
)

LIMITS = (
    "Một số nhiệm vụ báo cáo chậm.\nNguyên nhân: đảng viên đi công tác bản dài ngày, chưa gửi báo cáo qua Sổ tay.",
    "Tỷ lệ đảng viên phát biểu chưa đều.\nNguyên nhân: tài liệu gửi sát ngày, đảng viên chưa kịp chuẩn bị.",
    "Việc vận động ở bản xa chưa đạt kế hoạch.\nNguyên nhân: đường đi khó, chưa phân công người thay thế.",
)

SHORTCOMINGS = (
    ("Thảo luận còn tập trung vào chuyên môn, ít nêu vấn đề xây dựng Đảng.",
     "Kỳ sau chi ủy gợi ý trước hai nội dung xây dựng Đảng để đảng viên chuẩn bị."),
    ("Phần đọc văn bản còn dài.", "Gửi tài liệu trên Sổ tay trước ba ngày, tại cuộc họp chỉ nêu điểm mới."),
    ("Một số đảng viên báo cáo nhiệm vụ chưa có số liệu.", "Đảng viên gửi số liệu cho thư ký trước kỳ sinh hoạt."),
)  # fmt: skip

GUESTS = (
    ("Hoàng Văn Tấn", "Ủy viên Ban Thường vụ Đảng ủy xã",
     "Chi bộ cần gắn nghị quyết với chỉ tiêu của trạm; cuối quý Đảng ủy sẽ kiểm tra việc thực hiện."),
    ("Bạc Thị Hoa", "Phó Bí thư Thường trực Đảng ủy xã",
     "Ghi nhận nền nếp sinh hoạt; đề nghị quan tâm tạo nguồn kết nạp đảng viên là người dân tộc thiểu số."),
)  # fmt: skip

PETITIONS = (
    ("Đề nghị sửa chữa đoạn đường vào trạm y tế bị sạt lở", "UBND xã Mường Khoa"),
    ("Đề nghị bổ sung máy đo huyết áp cho các bản vùng cao", "Trung tâm Y tế khu vực"),
    ("Đề nghị lắp đèn chiếu sáng ở khu nhà lưu trú của trạm", "UBND xã Mường Khoa"),
    ("Đề nghị nâng băng thông mạng để cập nhật hồ sơ sức khỏe", "UBND xã Mường Khoa"),
)  # fmt: skip

SELF_CRITICISM = (
    "Có tháng gửi báo cáo chậm; sẽ ghi sổ theo dõi hằng tuần.",
    "Chưa mạnh dạn phát biểu trong thảo luận.",
    "Còn để việc chuyên môn lấn thời gian tự học nghị quyết.",
)
