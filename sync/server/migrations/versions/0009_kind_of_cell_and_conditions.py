"""the kind of the cell in a report, and the grades that the conditions of its sheet leave; whose entries were removed"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('report_figure', schema=None) as batch_op:
        for name in ('cell_kind', 'grade', 'superior_grade'):
            batch_op.add_column(sa.Column(name, sa.String(length=32), nullable=False, server_default=''))
    with op.batch_alter_table('removal', schema=None) as batch_op:
        batch_op.add_column(sa.Column('account', sa.String(length=36), nullable=False, server_default=''))
