"""a meeting's day that the laptop's clock told wrongly; the reports that are there are read again at the next start"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('report_figure', schema=None) as batch_op:
        batch_op.add_column(sa.Column('doubtful', sa.Boolean(), nullable=False, server_default=sa.false()))
